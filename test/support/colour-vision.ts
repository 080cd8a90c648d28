/** Linear red, green and blue, 0 … 1. */
export type LinearColour = readonly [red: number, green: number, blue: number]
type Lab = readonly [lightness: number, a: number, b: number]

type Matrix = readonly [LinearColour, LinearColour, LinearColour]

/** How a colour is seen: Machado, Oliveira, Fernandes 2009, severity 1. */
export const VISIONS: Readonly<Record<'normal' | 'protan' | 'deutan', Matrix>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1]
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998]
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881]
  ]
}

const inRange = (part: number): number => Math.min(1, Math.max(0, part))
const dot = (row: LinearColour, colour: LinearColour): number =>
  row[0] * colour[0] + row[1] * colour[1] + row[2] * colour[2]

export function seenWith(vision: keyof typeof VISIONS, colour: LinearColour): LinearColour {
  const [red, green, blue] = VISIONS[vision]
  return [inRange(dot(red, colour)), inRange(dot(green, colour)), inRange(dot(blue, colour))]
}

/** CIELAB, white point D65. */
function labOf(colour: LinearColour): Lab {
  const x = dot([0.4124564, 0.3575761, 0.1804375], colour) / 0.95047
  const y = dot([0.2126729, 0.7151522, 0.072175], colour)
  const z = dot([0.0193339, 0.119192, 0.9503041], colour) / 1.08883
  const f = (part: number): number => (part > 0.008856 ? Math.cbrt(part) : 7.787 * part + 16 / 116)
  return [116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))]
}

const DEGREE = Math.PI / 180
const hueOf = (b: number, a: number): number => (Math.atan2(b, a) / DEGREE + 360) % 360

/** CIEDE2000 (Sharma, Wu, Dalal 2005). */
export function difference(one: LinearColour, other: LinearColour): number {
  const [l1, a1, b1] = labOf(one)
  const [l2, a2, b2] = labOf(other)
  const chroma = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2
  const grey = 0.5 * (1 - Math.sqrt(chroma ** 7 / (chroma ** 7 + 25 ** 7)))
  const [p1, p2] = [a1 * (1 + grey), a2 * (1 + grey)]
  const [c1, c2] = [Math.hypot(p1, b1), Math.hypot(p2, b2)]
  const [h1, h2] = [hueOf(b1, p1), hueOf(b2, p2)]
  const isGrey = c1 * c2 === 0
  const turn = h2 - h1
  const around = isGrey ? 0 : turn > 180 ? turn - 360 : turn < -180 ? turn + 360 : turn
  const [dl, dc, dh] = [l2 - l1, c2 - c1, 2 * Math.sqrt(c1 * c2) * Math.sin((around * DEGREE) / 2)]
  const [l, c] = [(l1 + l2) / 2, (c1 + c2) / 2]
  const sum = h1 + h2
  const h = isGrey ? sum : Math.abs(turn) <= 180 ? sum / 2 : sum < 360 ? sum / 2 + 180 : sum / 2 - 180
  const t =
    1 -
    0.17 * Math.cos((h - 30) * DEGREE) +
    0.24 * Math.cos(2 * h * DEGREE) +
    0.32 * Math.cos((3 * h + 6) * DEGREE) -
    0.2 * Math.cos((4 * h - 63) * DEGREE)
  const rotation =
    -Math.sin(60 * Math.exp(-(((h - 275) / 25) ** 2)) * DEGREE) * 2 * Math.sqrt(c ** 7 / (c ** 7 + 25 ** 7))
  const [lightness, saturation, hue] = [
    dl / (1 + (0.015 * (l - 50) ** 2) / Math.sqrt(20 + (l - 50) ** 2)),
    dc / (1 + 0.045 * c),
    dh / (1 + 0.015 * c * t)
  ]
  return Math.sqrt(lightness ** 2 + saturation ** 2 + hue ** 2 + rotation * saturation * hue)
}

/** Hue of OKLab in degrees, and how colourful it is (0: grey). */
export function hueAndChroma(colour: LinearColour): readonly [hue: number, chroma: number] {
  const [l, m, s] = [
    Math.cbrt(dot([0.4122214708, 0.5363325363, 0.0514459929], colour)),
    Math.cbrt(dot([0.2119034982, 0.6806995451, 0.1073969566], colour)),
    Math.cbrt(dot([0.0883024619, 0.2817188376, 0.6299787005], colour))
  ]
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
  const b = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
  return [hueOf(b, a), Math.hypot(a, b)]
}
