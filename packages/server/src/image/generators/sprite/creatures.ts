/** Creatures and things that stand still or float: slime, ghost, owl, mushroom, potion, ship, and one that chance puts together. */
import { disc, joined, outline, oval, slab, stick, without } from '../flat-shape.ts'
import { rampOf } from './pixel-canvas.ts'
import { above, below, Pen, triangle, type Scene, type Subject } from './subject.ts'

function eyes(pen: Pen, x: number, y: number, apart: number, ink: `#${string}`, white: `#${string}`, wide = 1.6, high = 2.6): void {
  for (const side of [-1, 1]) {
    pen.dot(x + side * apart, y, ink, wide, high)
    pen.dot(x + side * apart - 0.4, y - high / 4, white, 0.8, 0.8)
  }
}

function slime({ canvas, colours: { main, ink, white }, phase }: Scene): void {
  const pen = new Pen(canvas)
  const squash = Math.sin(phase * 2 * Math.PI) * 1.4
  pen.fill((x, y) => Math.max(oval(16, 20 + squash, 11.6 + squash * 0.6, 10.6 - squash)(x, y), y - 28.4), main, 8)
  pen.flat(outline([[9.4, 15.4 + squash], [11.8, 12.6 + squash], [14.2, 12.2 + squash], [12, 14.4 + squash], [10.6, 17 + squash]], 3), white)
  eyes(pen, 16.6, 20.6 + squash, 4, ink, white, 2, 3.2)
  pen.flat(without(oval(16.6, 23.4 + squash, 2, 1.5), oval(16.6, 22.6 + squash, 2.2, 1.3)), ink)
  for (const [x, y] of [[21.6, 25.4], [10, 24.4], [23, 17.6]] as const) pen.dot(x, y + squash, main[2] ?? white, 1.2, 1.2)
}

function ghost({ canvas, colours: { main, ink, white }, phase }: Scene): void {
  const pen = new Pen(canvas)
  const bob = Math.sin(phase * 2 * Math.PI)
  const hem = (x: number, y: number) => y - 27 - bob - Math.sin(x * 0.95 + phase * 6) * 1.7
  pen.fill((x, y) => Math.max(joined(disc(16, 13 + bob, 9), slab(16, 20 + bob, 9, 8))(x, y), hem(x, y)), rampOf('#eaf0fb', main[0] ?? '#44508c'), 7)
  pen.fill(stick(7.4, 18 + bob, 4.4, 20.6 - bob, 1.7), rampOf('#eaf0fb', main[0] ?? '#44508c'), 2)
  eyes(pen, 16.4, 13.4 + bob, 3.4, ink, white, 2.2, 3.6)
  pen.flat(oval(16.4, 18.6 + bob, 1.4, 1.9), ink)
  for (const side of [-1, 1]) pen.dot(16.4 + side * 5.8, 16.4 + bob, main[1] ?? ink, 2, 1)
}

function owl({ canvas, colours: { main, second, ink, white, glow } }: Scene): void {
  const pen = new Pen(canvas)
  pen.fill(joined(triangle([8, 12], [8.6, 4], [14, 8.4]), triangle([24, 12], [23.4, 4], [18, 8.4])), main, 2)
  pen.fill(joined(oval(16, 18.6, 9.4, 10), oval(16, 12.4, 8.8, 7)), main, 7)
  pen.fill(oval(16, 21.6, 5.8, 6.4), second, 5)
  for (const [x, y] of [[14, 19], [18, 19], [16, 21], [12.8, 22.4], [19.2, 22.4], [16, 24.6]] as const) pen.dot(x, y, main[1] ?? ink, 1.6, 1)
  pen.fill(joined(outline([[7.4, 15], [10, 18], [9.6, 25], [6.6, 22]], 3), outline([[24.6, 15], [22, 18], [22.4, 25], [25.4, 22]], 3)), [main[0] ?? ink, main[0] ?? ink, main[1] ?? ink], 2)
  for (const x of [12.4, 19.6]) {
    pen.fill(disc(x, 12.4, 3.7), [second[1] ?? white, white], 3)
    pen.flat(disc(x, 12.4, 2.3), glow)
    pen.flat(disc(x + (x < 16 ? 0.3 : -0.3), 12.4, 1.4), ink)
    pen.dot(x - 0.6, 11.6, white, 0.9, 0.9)
  }
  pen.fill(triangle([14.8, 14], [17.2, 14], [16, 17.2]), rampOf('#e89a2f'), 1.2)
  pen.fill(joined(...[12, 13.8, 18.2, 20].map((x) => stick(x, 28, x, 29.4, 0.7))), rampOf('#e89a2f'), 1)
}

function mushroom({ canvas, colours: { main, skin, ink, white, second } }: Scene): void {
  const pen = new Pen(canvas)
  pen.fill(outline([[13, 16], [19, 16], [19.6, 24], [21.4, 28.6], [10.6, 28.6], [12.4, 24]], 3), skin, 4)
  pen.fill(below(oval(16, 15, 11.8, 3.6), 15), [skin[0] ?? ink, skin[1] ?? ink], 3)
  pen.fill(above(oval(16, 15.4, 13, 11.8), 16), main, 8)
  for (const [x, y, r] of [[10.6, 10.4, 2.1], [17.4, 7.4, 2.5], [22.6, 12.4, 1.9], [15, 13.2, 1.1], [6.4, 14, 1]] as const) pen.fill(above(disc(x, y, r), 15.4), [skin[1] ?? white, white], 1.8, false)
  eyes(pen, 16, 21.4, 2.2, ink, white, 1.2, 2.2)
  pen.fill(joined(...[7.6, 9, 22.4, 24.6, 26].map((x, i) => stick(x, 29.6, x + (i % 2 ? 1 : -1), 26.4, 0.5))), second, 0.8)
}

function potion({ canvas, colours: { main, wood, white }, phase }: Scene): void {
  const pen = new Pen(canvas)
  const glassy = rampOf('#cfe3ea', '#3a4a78')
  pen.fill(joined(disc(16, 20.4, 9), slab(16, 9.6, 2.9, 3.4)), glassy, 3)
  pen.fill((x, y) => Math.max(disc(16, 20.4, 7.7)(x, y), 17.6 + Math.sin(x * 0.9 + phase * 6) * 0.6 - y), main, 6, false)
  pen.fill(slab(16, 7.2, 4, 1, 0.6), glassy, 1)
  pen.fill(slab(16, 4.6, 2.5, 2, 0.5), wood, 1.6)
  for (const [x, y, r] of [[13.4, 23, 1.1], [18.6, 20.8, 0.8], [17.4, 25.2, 0.7], [20.4, 23.6, 0.6]] as const) pen.dot(x, y - phase * 2, main[2] ?? white, r * 1.5, r * 1.5)
  pen.flat(outline([[9.6, 19.4], [11.2, 15.4], [13, 14], [12, 17], [11, 20.4]], 3), white)
  pen.flat(slab(14, 9.6, 0.5, 2), white)
}

function ship({ canvas, colours: { main, wood, second, ink, white }, phase }: Scene): void {
  const pen = new Pen(canvas)
  const rock = Math.sin(phase * 2 * Math.PI) * 0.5
  pen.fill(stick(15, 23, 15, 4, 0.62), wood, 1)
  const sail = outline([[15.6, 5], [24.6, 9 + rock], [25, 15], [15.6, 18.4], [18.6, 11.4]], 4)
  pen.fill(sail, rampOf('#f3e7cf', '#5a4a7a'), 4)
  pen.fill(outline([[14.4, 7], [14.4, 18], [6.4, 18.4], [10.6, 13]], 2), rampOf('#f3e7cf', '#5a4a7a'), 3)
  pen.flat((x, y) => Math.max(sail(x, y), Math.abs(y - 12.2 - x * 0.04) - 1.1), main[1] ?? ink)
  pen.fill(triangle([15, 2], [20.6, 3.6 + rock], [15, 5.2]), main, 1.4)
  pen.fill(outline([[3.6, 20], [28.6, 20], [25, 27], [8, 27]], 1), wood, 3.6)
  pen.flat(slab(16, 21.2, 11.4, 0.5), wood[2] ?? white)
  for (const x of [11, 16, 21]) {
    pen.flat(disc(x, 23.6, 1.2), ink)
    pen.dot(x, 23.6, '#ffd75e', 1, 1)
  }
  const wave = (x: number, y: number) => 26 + Math.sin(x * 0.8 + phase * 6) * 0.8 - y
  pen.fill((x, y) => Math.max(wave(x, y), y - 30.6, Math.abs(x - 16) - 14.6), second, 2)
  for (const x of [5, 12, 19, 26]) pen.dot(x, 26.6, white, 2, 0.8)
}

/** Body, eyes, limbs, horns and a belly drawn by lot, the left half mirrored. */
function creature({ canvas, colours: { main, second, ink, white, glow }, random, phase }: Scene): void {
  const pen = new Pen(canvas)
  const bob = Math.sin(phase * 2 * Math.PI) * 0.6
  const [wide, high] = [random.between(7, 10), random.between(7.5, 10)]
  const middle = 19.4 + bob
  const both = (shape: (side: 1 | -1) => (x: number, y: number) => number) => joined(shape(-1), shape(1))
  const horns = random.below(4)
  if (horns === 0) pen.fill(both((side) => triangle([16 + side * 2.4, middle - high + 1.6], [16 + side * 7.4, middle - high - 6], [16 + side * 6.6, middle - high + 3])), second, 1.8)
  if (horns === 1) pen.fill(both((side) => stick(16 + side * 3, middle - high + 1, 16 + side * 5, middle - high - 4.4, 0.6)), main, 1)
  if (horns === 1) pen.fill(both((side) => disc(16 + side * 5.2, middle - high - 5, 1.6)), second, 1.4)
  if (horns === 2) pen.fill(both((side) => oval(16 + side * 5, middle - high - 1.4, 2, 4.4)), main, 2)
  if (horns === 3) pen.fill(joined(...[-4, 0, 4].map((x) => triangle([16 + x - 2, middle - high + 2], [16 + x, middle - high - 4], [16 + x + 2, middle - high + 2]))), second, 1.6)
  pen.fill(both((side) => stick(16 + side * (wide - 1), middle, 16 + side * (wide + 2.6), middle + random.fork('arm').between(-3, 5), 1.5)), main, 1.6)
  pen.fill(both((side) => oval(16 + side * wide * 0.5, 29.2, 2.7, 1.7)), second, 1.6)
  pen.fill(oval(16, middle, wide, high), main, 6.4)
  pen.fill(oval(16, middle + high * 0.42, wide * 0.6, high * 0.46), second, 4, false)
  const one = random.chance(0.25)
  if (one) {
    pen.fill(disc(16, middle - 2.4, 3.8), [second[1] ?? white, white], 3)
    pen.flat(disc(16.4, middle - 2.2, 2), ink)
    pen.dot(15.6, middle - 3.2, glow, 1.1, 1.1)
  } else eyes(pen, 16, middle - 2.6, wide * 0.4, ink, white, 2, 3)
  pen.flat(without(oval(16, middle + 1.8, 2.4, 1.5), oval(16, middle + 0.9, 2.6, 1.3)), ink)
  if (random.chance(0.5)) for (const side of [-1, 1]) pen.dot(16 + side * 1.2, middle + 2.9, white, 0.8, 1)
}

export const CREATURES: readonly Subject[] = [
  { said: 'a slime', words: /slime|blob|jelly/i, pixels: 32, frames: 1, main: '#58b368', second: '#3d7f8a', details: ['a gloss on the shoulder', 'a small smile'], draw: slime },
  { said: 'a ghost', words: /ghost|spirit|spectre|phantom/i, pixels: 32, frames: 1, main: '#8f8be0', second: '#c78bd0', details: ['a wavy hem', 'one arm out'], draw: ghost },
  { said: 'an owl', words: /\bowl|bird/i, pixels: 32, frames: 1, main: '#8a5a3c', second: '#e3c79a', details: ['amber eyes', 'ear tufts', 'a barred belly'], draw: owl },
  { said: 'a potion', words: /potion|flask|elixir|vial|bottle/i, pixels: 32, frames: 1, main: '#c0456f', second: '#6b4bb0', details: ['bubbles on the way up', 'a cork', 'a streak of light on the glass'], draw: potion },
  { said: 'a ship', words: /ship|boat|galleon|sail/i, pixels: 48, frames: 1, main: '#c94b45', second: '#3f86b5', details: ['three lit portholes', 'a striped sail', 'a pennant'], draw: ship },
  { said: 'a mushroom', words: /mushroom|toadstool|fung/i, pixels: 32, frames: 1, main: '#c8453f', second: '#5f8f4a', details: ['white spots', 'a shy look', 'grass at the foot'], draw: mushroom },
  { said: 'a small monster', words: /monster|creature|beast|enemy|dragon|imp|goblin|demon/i, pixels: 32, frames: 1, main: '#7a62c9', second: '#e0a35f', details: ['a lighter belly', 'short feet'], draw: creature },
]
