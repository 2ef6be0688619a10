/** Eyes, brows, nose, mouth, and what is worn or grows on a face. */
import type { Random } from '../../base/random.ts'
import { INK } from './palette.ts'
import { line, path, short } from './stroke.ts'

/** What a face is drawn by: half its width, skin, hair and an accent. */
export interface FaceColours {
  readonly skin: string
  readonly hair: string
  readonly accent: string
}

export function eyes(apart: number, random: Random): string {
  const y = 58
  const both = (draw: (x: number, side: number) => string): string => draw(60 - apart, -1) + draw(60 + apart, 1)
  const look = short(random.between(-1.2, 1.2))
  const lid = random.between(0, 1)
  return random.pick([
    () => both((x) => `<ellipse cx="${x}" cy="${y}" rx="2.5" ry="3.3" fill="${INK}" stroke="none"/>`),
    () => both((x) => `<circle cx="${x}" cy="${y}" r="5" fill="#fff" stroke-width="2"/><circle cx="${short(x + look)}" cy="${y}" r="2.4" fill="${INK}" stroke="none"/>`),
    () => both((x) => line(`M${x - 4.5} ${y + 1}q4.5 -5 9 0`)),
    () => both((x) => `<path d="M${x - 5} ${y - 1}h10a5 5 0 0 1 -10 0z" fill="#fff" stroke-width="2"/><circle cx="${short(x + look)}" cy="${y + 1}" r="2.1" fill="${INK}" stroke="none"/>`),
    () => both((x) => `<path d="M${x - 5} ${y + 1}q5 -7 10 0q-5 5 -10 0z" fill="#fff" stroke-width="2"/><circle cx="${short(x + look)}" cy="${y}" r="2.2" fill="${INK}" stroke="none"/>`),
    () => both((x, side) => `<circle cx="${x}" cy="${y}" r="2.8" fill="${INK}" stroke="none"/>` + line(`M${x + side * 3} ${y - 2}l${side * 3.5} -2.5`, 2)),
    () => (lid < 0.5
      ? `<ellipse cx="${60 - apart}" cy="${y}" rx="2.6" ry="3.3" fill="${INK}" stroke="none"/>${line(`M${60 + apart - 4.5} ${y}q4.5 4 9 0`)}`
      : both((x) => `<ellipse cx="${x}" cy="${y}" rx="2.3" ry="4" fill="${INK}" stroke="none"/>`)),
  ])()
}

export function brows(apart: number, hair: string, random: Random): string {
  const tilt = short(random.between(-2.2, 2.2))
  const lift = short(random.between(47.5, 50.5))
  const thick = short(random.between(2.2, 4))
  const cocked = random.chance(0.2) ? -3 : 0
  return `<g fill="none" stroke="${hair}" stroke-width="${thick}"><path d="M${60 - apart - 5} ${short(lift + tilt)}q5 ${-3} 10 ${-tilt}"/><path d="M${60 + apart - 5} ${lift + cocked}q5 -3 10 ${tilt}"/></g>`
}

export function nose(random: Random): string {
  return random.pick([
    () => line('M61 58q4.5 8 -2 9', 2.3),
    () => line('M57 66q3 3.5 6 0', 2.3),
    () => line('M59 57l-3.5 10h6', 2.3),
    () => line('M55.5 65a4.8 4.2 0 0 0 9 0', 2.3),
    () => line('M62 55c0 5 4 8 2 11q-3 2 -6 .5', 2.3),
  ])()
}

export function mouth(random: Random): string {
  return random.pick([
    () => line('M52 74q8 6 16 0'),
    () => line('M54 75h11'),
    () => path('M51 73q9 2 18 0q-2 9 -9 9t-9 -9z', '#fff'),
    () => line('M53 76q6 -4 14 -2'),
    () => path('M54 75q3 -3 6 -1q3 -2 6 1q-6 5 -12 0z', '#c8505a'),
    () => line('M53 73q9 8 15 -1') + line('M68 70l1 3', 2),
    () => `<ellipse cx="60" cy="76" rx="3.6" ry="4.2" fill="#7d2f3c"/>`,
    () => path('M51 73h18q-1 8 -9 8t-9 -8z', '#7d2f3c') + '<path d="M54 74.5h12" stroke="#fff" stroke-width="2"/>',
    () => line('M54 77q6 -4 12 0'),
    () => line('M51 73q9 8 18 0'),
    () => line('M54 74q7 5 13 -1'),
    () => path('M52 73q8 3 16 0q-1 7 -8 7t-8 -7z', '#fff'),
  ])()
}

export function beard(w: number, hair: string, random: Random): string {
  const low = 91 + random.below(6)
  return random.pick([
    () => path(`M${60 - w} 60Q${60 - w + 5} 70 52 70Q60 66 68 70Q${60 + w - 5} 70 ${60 + w} 60C${60 + w} 80 ${60 + w * 0.6} ${low} 60 ${low}S${60 - w} 80 ${60 - w} 60Z`, hair),
    () => path('M60 70q-5 -2.5 -11 2.5q7 2 11 -.5q4 2.5 11 .5q-6 -5 -11 -2.5z', hair),
    () => path('M54 84q6 -2 12 0q0 9 -6 10q-6 -1 -6 -10z', hair),
  ])()
}

export function glasses(apart: number, accent: string, random: Random): string {
  const frame = random.pick([INK, INK, accent])
  const lens = random.pick(['#ffffff26', '#ffffff26', '#ffffff26', `${INK}e6`])
  const round = random.chance(0.55)
  const one = (x: number): string => round
    ? `<circle cx="${x}" cy="58" r="8.5"/>`
    : `<rect x="${x - 8.5}" y="51.5" width="17" height="13" rx="3.5"/>`
  return `<g fill="${lens}" stroke="${frame}" stroke-width="2.4">${one(60 - apart)}${one(60 + apart)}<path d="M${60 - apart + 8.5} 57q${short(apart - 8.5)} -3 ${short(2 * apart - 17)} 0" fill="none"/></g>`
}
