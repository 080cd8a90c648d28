/**
 * Sends what came of a question. What can't be sent, such as more than a message may hold, is answered in words: a page must
 * not wait for ever.
 * @param send postMessage
 * @param refusal the answer that says why there is no other
 */
export function answerQuestion<Answer>(
  answer: Answer,
  send: (answer: Answer) => void,
  refusal: (detail: string) => Answer
): void {
  try {
    send(answer)
  } catch (error) {
    send(refusal(error instanceof Error ? error.message : String(error)))
  }
}
