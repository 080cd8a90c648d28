import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { Failure } from '#shared/contract/failure.ts'
import { answeredRun, type AnsweredRun } from '#shared/lesson/answer-sheet.ts'
import type { AnsweredRuns } from '#shared/lesson/stored-answers.ts'
import { checkClaims, isSupported, rightChoice } from '#shared/lesson/check-claims.ts'
import type { FactOwner } from '#shared/lesson/expression.ts'
import { lookUpIn } from '#shared/lesson/facts.ts'
import type { Lesson, LessonStep } from '#shared/lesson/lesson.ts'
import { metricOfStep } from '#shared/lesson/metric-of-step.ts'
import type { Metric } from '#shared/memory/metrics.ts'
import type { Moment } from '#shared/lesson/moment.ts'
import type { Recording } from '#shared/lesson/recording.ts'

/** Where in a step the learner is: asked, waiting for the subject, or seeing what happened. */
export type LessonPhase = 'predict' | 'running' | 'revealed'

/** The lesson on the screen: its step, its moments and what the learner answered. */
export const useLessonStore = defineStore('lesson', () => {
  /** The panel is open; without a lesson it shows the list. */
  const isOpen = ref(false)
  const isPresenting = ref(false)
  /** Its mappings are on the screen, over those of the process that was there (`underLessons`). */
  const isOnScreen = ref(false)
  const lesson = shallowRef<Lesson | null>(null)
  const stepIndex = ref(0)
  const phase = ref<LessonPhase>('predict')
  /** Moment 0 is before the first step, moment n after step n. */
  const moments = shallowRef<readonly Moment[]>([])
  /** Chosen answers by step. */
  const answers = ref<Readonly<Record<number, number>>>({})
  const isRecorded = ref(false)
  /** Steps whose outcome was seen: what is answered afterwards is not a prediction. */
  const seen = ref<ReadonlySet<number>>(new Set())
  /** Whose mappings are on the screen: the program's, or those of the second process that it started. */
  const owner = ref<FactOwner>('self')
  /** Runs of the lessons in which something was predicted, by the lessons' ids; a lesson that is played again counts from 0. */
  const kept = shallowRef<AnsweredRuns>({})
  /** The run that is played back, once it is loaded. */
  const recording = shallowRef<Recording | null>(null)
  const failure = ref<Failure | null>(null)

  const step = computed(() => lesson.value?.steps[stepIndex.value] ?? null)
  /** What the step did, once it has run. */
  const outcome = computed(() => {
    const [first, before, after] = [
      moments.value[0],
      moments.value[stepIndex.value],
      moments.value[stepIndex.value + 1]
    ]
    if (step.value === null || first === undefined || before === undefined || after === undefined) return null
    return {
      before,
      after,
      right: rightChoice(step.value, first, before, after),
      isSupported: isSupported(step.value, first, before, after),
      claims: checkClaims(step.value, first, before, after),
      lookUp: lookUpIn(first, before, after)
    }
  })
  const answer = computed(() => answers.value[stepIndex.value] ?? null)
  /** What the user chose to see instead of what the step speaks of; forgotten with the step. */
  const chosenMetric = ref<Metric | null>(null)
  const chosenPicture = ref<string | null>(null)
  watch(
    step,
    () => {
      chosenMetric.value = null
      chosenPicture.value = null
    },
    { flush: 'sync' }
  )
  /** The metric that the step speaks of; null without a lesson. */
  const metric = computed(() => (step.value === null ? null : (chosenMetric.value ?? metricOfStep(step.value))))
  /** The view that shows it as areas; null without a lesson. */
  const picture = computed(() => (step.value === null ? null : (chosenPicture.value ?? pictureOf(step.value))))

  /** Pages are read now: of an earlier moment, and before the mapping is pointed at, there are none to show. */
  function pictureOf({ lookAt }: LessonStep): string {
    const areThere = !isRecorded.value && phase.value === 'revealed' && stepIndex.value === moments.value.length - 2
    return lookAt.picture === undefined || (lookAt.picture === 'pages' && !areThere) ? 'treemap' : lookAt.picture
  }

  const isOpenToPrediction = computed(() => phase.value === 'predict' && !seen.value.has(stepIndex.value))

  function choose(choice: number): void {
    if (isOpenToPrediction.value) answers.value = { ...answers.value, [stepIndex.value]: choice }
  }

  /** The outcome of the step on the screen has been seen; what was predicted up to now is kept for the score. */
  function reveal(): void {
    phase.value = 'revealed'
    seen.value = new Set([...seen.value, stepIndex.value])
    const played = lesson.value
    if (played === null || Object.keys(answers.value).length === 0) return
    const run = answeredRun(played, moments.value, answers.value, isRecorded.value)
    kept.value = { ...kept.value, [played.id]: run }
  }

  /** Continues with the answers of a run whose outcomes were seen up to a step: they stay as they are. */
  function resume({ steps }: AnsweredRun, before: number): void {
    const earlier = steps.slice(0, before)
    answers.value = Object.fromEntries(
      earlier.flatMap(({ chosen }, index) => (chosen === null ? [] : [[index, chosen] as const]))
    )
    seen.value = new Set(earlier.keys())
  }

  function begin(next: Lesson | null): void {
    lesson.value = next
    if (next === null) isOnScreen.value = false
    stepIndex.value = 0
    phase.value = 'predict'
    moments.value = []
    answers.value = {}
    failure.value = null
    recording.value = null
    seen.value = new Set()
    owner.value = 'self'
  }

  return {
    isOpen,
    isPresenting,
    isOnScreen,
    lesson,
    stepIndex,
    phase,
    moments,
    answers,
    isRecorded,
    recording,
    failure,
    step,
    outcome,
    answer,
    metric,
    chosenMetric,
    picture,
    chosenPicture,
    seen,
    owner,
    kept,
    isOpenToPrediction,
    choose,
    reveal,
    resume,
    begin
  }
})
