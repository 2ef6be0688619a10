/** Those who walk: knights of several sorts, the fox with the post, and the lighthouse that learnt it. */
import { disc, joined, outline, oval, ring, slab, stick } from '../flat-shape.ts'
import { rampOf } from './pixel-canvas.ts'
import { above, below, Pen, triangle, type Scene, type Subject } from './subject.ts'

function knight({ canvas, colours: { main, second, metal, skin, wood, ink, white, glow }, prompt, random, phase }: Scene): void {
  const pen = new Pen(canvas)
  const bob = Math.sin(phase * 2 * Math.PI) * 0.6
  const mushroom = /mushroom|fung|toadstool/i.test(prompt)
  // The spear first, so that the hand lies over it: bent a little, as it has seen use.
  const bend = /bent/i.test(prompt) ? 1.6 : 0.3
  pen.fill(joined(stick(24.6, 30, 25.2, 17, 0.62), stick(25.2, 17, 25.2 + bend, 6.5, 0.62)), wood, 1.2)
  pen.fill(triangle([25.2 + bend - 1.9, 7.4], [25.6 + bend, 1.6], [25.2 + bend + 1.9, 7.4]), metal, 1.6)
  const step = Math.sin(phase * 2 * Math.PI)
  pen.fill(joined(stick(13.4, 24, 12.8, 28.2 - Math.max(0, step), 1.5), stick(18.6, 24, 19.2, 28.2 - Math.max(0, -step), 1.5)), second, 1.8)
  pen.fill(joined(oval(12.1, 29.2 - Math.max(0, step), 2.4, 1.5), oval(19.9, 29.2 - Math.max(0, -step), 2.4, 1.5)), metal, 1.6)
  pen.fill(oval(16, 21.4 + bob * 0.4, 5.6, 5.2), mushroom ? skin : metal, 4.4)
  pen.fill(below(oval(16, 21.4 + bob * 0.4, 5.7, 5.4), 23.2), second, 3)
  pen.flat(slab(16, 23 + bob * 0.4, 5, 0.6), wood[0] ?? ink)
  pen.dot(16, 23 + bob * 0.4, glow, 1.4, 1.4)
  pen.fill(stick(21, 19.4, 24.2, 21 + bob * 0.4, 1.4), metal, 1.8)
  pen.fill(disc(24.8, 21 + bob * 0.4, 1.5), mushroom ? skin : metal, 1.5)
  if (mushroom) {
    pen.fill(oval(16, 14.6 + bob, 4.6, 3.9), skin, 4)
    pen.flat(slab(16, 12.4 + bob, 6.4, 0.9, 0.6), skin[0] ?? ink)
    pen.fill(above(oval(16, 11.8 + bob, 10.6, 9.4), 12.1 + bob), main, 6)
    for (const [x, y, r] of [[11.4, 8.4, 1.7], [17, 5.2, 1.9], [21.4, 9.2, 1.5], [15, 10.4, 0.9], [7.8, 11, 0.8]] as const) pen.fill(above(disc(x, y + bob, r), 12 + bob), [skin[1] ?? white, white], 1.5, false)
    pen.dot(14, 15 + bob, ink, 1.1, 2)
    pen.dot(18.2, 15 + bob, ink, 1.1, 2)
  } else {
    pen.fill(oval(16, 12.6 + bob, 5.4, 5.6), metal, 5)
    pen.flat(slab(16, 13 + bob, 4.2, 0.9, 0.4), ink)
    pen.dot(14.2, 13 + bob, glow, 1.2, 1.2)
    pen.dot(18, 13 + bob, glow, 1.2, 1.2)
    pen.flat(joined(slab(16, 16 + bob, 0.4, 1.6)), metal[0] ?? ink)
    pen.fill(outline([[15, 7.4 + bob], [16, 2.6 + bob], [20.5, 2 + bob], [23.4, 4.6 + bob], [19.4, 5 + bob], [17, 7.6 + bob]], 4), main, 2)
  }
  // The shield.
  pen.fill(outline([[4.6, 17.4], [8.2, 16.4], [11.8, 17.4], [11.4, 23], [8.2, 26.6], [5, 23]], 3), main, 3.4)
  pen.flat(random.chance(0.5) ? joined(slab(8.2, 21, 0.6, 3.2), slab(8.2, 20.4, 2.4, 0.6)) : disc(8.2, 21, 1.5), white)
}

function fox({ canvas, colours: { main, wood, ink, white }, phase, prompt }: Scene): void {
  const pen = new Pen(canvas)
  const turn = phase * 2 * Math.PI
  const bob = Math.abs(Math.sin(turn)) * -0.9
  const leg = (x: number, offset: number, dark: boolean) => {
    const swing = Math.sin(turn + offset)
    const lift = Math.max(0, Math.cos(turn + offset)) * 1.5
    pen.fill(stick(x, 24 + bob, x + swing * 2.2, 29.2 - lift, 1.15, 0.95), dark ? [main[0] ?? ink, main[0] ?? ink, main[1] ?? ink] : main, 1.6)
    pen.dot(x + swing * 2.2 + 0.4, 29.6 - lift, ink, 2.1, 1.5)
  }
  leg(11.2, Math.PI, true)
  leg(20.2, 0, true)
  const wag = Math.sin(turn) * 1.2
  pen.fill(outline([[9, 23.4 + bob], [5.2, 24.4 + bob + wag], [1.4, 21.4 + bob + wag], [1.6, 18.8 + bob + wag], [5, 19.6 + bob + wag], [9.4, 20.8 + bob]], 4), main, 2.6)
  pen.fill(outline([[3.6, 23.6 + bob + wag], [1.2, 21.4 + bob + wag], [1.5, 18.7 + bob + wag], [3.6, 19 + bob + wag]], 3), [main[2] ?? white, white], 2, false)
  pen.fill(oval(15, 23 + bob, 7.6, 3.6), main, 3.6)
  pen.fill(below(oval(17, 23.6 + bob, 4.6, 3), 24.6 + bob), [main[2] ?? white, white], 2, false)
  leg(9.8, 0, false)
  leg(19, Math.PI, false)
  if (/letter|mail|post|courier|envelope/i.test(prompt)) {
    const [lx, ly, tilt] = [11.2, 9.8 + bob, -0.12 + Math.sin(turn) * 0.03]
    const turned = (shape: (x: number, y: number) => number) => (x: number, y: number) => shape((x - lx) * Math.cos(tilt) + (y - ly) * Math.sin(tilt), (y - ly) * Math.cos(tilt) - (x - lx) * Math.sin(tilt))
    const paper = rampOf('#f5e8cb', '#8a5a4a')
    pen.fill(turned(slab(0, 0, 10, 7.4, 0.4)), paper, 1.3)
    pen.flat(turned(joined(stick(-9.4, -6.8, 0, 1, 0.42), stick(9.4, -6.8, 0, 1, 0.42))), paper[0] ?? ink)
    pen.fill(turned(disc(0, 1, 2)), rampOf('#c0392f', '#3a1030'), 1.6)
    pen.fill(slab(12.6, 19 + bob, 5.6, 1, 0.6), wood, 1)
  }
  pen.fill(triangle([21.4, 18.2 + bob], [21.6, 12.8 + bob], [24.6, 16.6 + bob]), main, 1.6)
  pen.dot(22.2, 15.6 + bob, ink, 0.9, 1.6)
  pen.fill(oval(24, 19.6 + bob, 4.7, 4), main, 3.6)
  pen.fill(triangle([24.6, 17.4 + bob], [25.8, 12.4 + bob], [28, 17.6 + bob]), main, 1.6)
  pen.fill(outline([[25.6, 20.2 + bob], [31, 21.6 + bob], [29.4, 23.2 + bob], [25, 23.2 + bob]], 1), [main[2] ?? white, white], 1.5, false)
  pen.dot(30.7, 21.5 + bob, ink, 1.4, 1.4)
  pen.dot(26.2, 19.4 + bob, ink, 1.1, 1.6)
}

function lighthouse({ canvas, colours: { main, metal, ink, white, glow }, random, phase }: Scene): void {
  const pen = new Pen(canvas)
  const sway = Math.sin(phase * 2 * Math.PI) * 0.4
  const stone = rampOf('#6f7f8c', '#16324a')
  const legs = [[11, 25, 5.4, 22.4, 2.6, 30], [12.6, 26, 8.8, 24.8, 7.8, 30.4], [21, 25, 26.6, 22.4, 29.4, 30], [19.4, 26, 23.2, 24.8, 24.2, 30.4]] as const
  for (const [ax, ay, kx, ky, fx, fy] of legs) {
    pen.fill(stick(ax, ay, kx, ky + sway, 1.15, 0.95), stone, 1.4)
    pen.fill(stick(kx, ky + sway, fx, fy, 1.15, 0.6), stone, 1.4)
    pen.fill(disc(kx, ky + sway, 1.35), stone, 1.2)
  }
  const body = outline([[12.6, 9.4], [19.4, 9.4], [22, 26.6], [10, 26.6]])
  const tower = (x: number, y: number) => body(x - sway * 0.4, y)
  pen.fill(tower, rampOf('#f1e7d2', '#3c4a6e', 4), 5)
  for (const [top, foot] of [[12.2, 15], [18, 20.9], [23.8, 26.6]] as const) pen.fill((x, y) => Math.max(tower(x, y), top + (x - 16) ** 2 * -0.02 - y, y - foot - (x - 16) ** 2 * -0.02), main, 5, false)
  pen.fill(oval(16 + sway * 0.4, 27, 7.4, 2.2), stone, 2)
  // The mouth is the door.
  pen.fill((x, y) => Math.max(oval(16, 24.4, 2.3, 3)(x, y), y - 25.8), [ink, ink], 2, false)
  for (const x of [14.8, 16, 17.2]) pen.dot(x, 22.2, white, 0.7, 1)
  for (const x of [13.5, 18.6]) {
    pen.flat(slab(x, 16.9, 1.55, 1.75, 0.9), ink)
    pen.flat(slab(x, 16.9, 1.05, 1.25, 0.6), glow)
    pen.dot(x + 0.25, 17.2, ink, 0.55, 1)
    pen.dot(x - 0.5, 16.2, white, 0.5, 0.5)
  }
  pen.flat(joined(stick(11.7, 14.6, 14.6, 15.4, 0.4), stick(20.3, 14.6, 17.4, 15.4, 0.4)), ink)
  pen.fill(slab(16, 9.2, 4.9, 0.75, 0.3), stone, 1)
  pen.flat(slab(16, 6.9, 2.9, 1.7), ink)
  pen.flat(slab(16, 6.9, 2.3, 1.5), glow)
  pen.flat(slab(16, 6.7, 0.9, 1.2), white)
  for (const x of [14.3, 17.7]) pen.flat(slab(x, 6.9, 0.22, 1.6), ink)
  pen.flat(joined(...[12, 13.6, 18.4, 20].map((x) => slab(x, 8, 0.2, 0.7))), metal[0] ?? ink)
  pen.fill(above(oval(16, 5.4, 3.8, 3.9), 5.3), main, 2.6)
  pen.fill(stick(16, 2.2, 16, 0.9, 0.4), metal, 0.8)
  const shell = rampOf('#c8c3b4', '#3b4a5e')
  for (let i = 0; i < 11; i++) {
    const [x, y] = [random.between(10.4, 21.6), random.between(21, 28)]
    if (tower(x, y) > 0.5 || Math.hypot(x - 16, y - 24.4) < 3.2) continue
    pen.fill(disc(x, y, random.between(0.6, 0.95)), shell, 0.9)
    pen.dot(x, y, ink, 0.4, 0.4)
  }
  for (const [x, y] of [[2.6, 30.6], [7.8, 30.9], [24.2, 30.9], [29.4, 30.6]] as const) pen.flat(joined(oval(x - 0.8, y, 1.2, 0.5), oval(x + 1, y + 0.2, 1, 0.45)), '#bfe6e4')
}

function robot({ canvas, colours: { main, second, metal, ink, white, glow }, phase }: Scene): void {
  const pen = new Pen(canvas)
  const bob = Math.round(Math.sin(phase * 2 * Math.PI) * 1.2) / 2
  pen.fill(joined(slab(12.4, 27.6, 1.5, 2.6, 0.6), slab(19.6, 27.6, 1.5, 2.6, 0.6)), metal, 1.6)
  pen.fill(joined(slab(11.8, 29.8, 2.6, 1.2, 0.8), slab(20.2, 29.8, 2.6, 1.2, 0.8)), second, 1.4)
  pen.fill(joined(stick(8.4, 19.6 + bob, 6, 24.4 + bob, 1.25), stick(23.6, 19.6 + bob, 26, 24.4 + bob, 1.25)), metal, 1.4)
  pen.fill(joined(ring(disc(5.6, 26 + bob, 1.5), 0.8), ring(disc(26.4, 26 + bob, 1.5), 0.8)), second, 1)
  pen.fill(slab(16, 21.4 + bob, 7, 5, 2), main, 4)
  pen.flat(slab(16, 21.6 + bob, 3.6, 2.4, 0.6), ink)
  pen.dot(14.2, 21.6 + bob, glow, 1, 1)
  pen.flat(stick(13.4, 22.9 + bob, 18.6, 22.9 + bob, 0.35), second[1] ?? white)
  pen.fill(slab(16, 11 + bob, 8, 5.2, 2.4), main, 4)
  pen.flat(slab(16, 11.2 + bob, 6, 3.2, 1.4), ink)
  for (const x of [13, 19]) {
    pen.dot(x, 11 + bob, glow, 2, 2.6)
    pen.dot(x - 0.5, 10.2 + bob, white, 0.8, 0.8)
  }
  pen.fill(stick(16, 5.4 + bob, 16, 3 + bob, 0.5), metal, 0.8)
  pen.fill(disc(16, 2.4 + bob, 1.4), second, 1.2)
}

export const HEROES: readonly Subject[] = [
  { said: 'a mushroom knight', words: /mushroom knight|toadstool knight|fungus knight/i, pixels: 32, frames: 1, main: '#c8453f', second: '#3d6b74', details: ['the spotted cap for a helmet', 'a spear with a slight bend', 'a small shield'], draw: knight },
  { said: 'a courier fox', words: /fox|vixen/i, pixels: 24, frames: 4, main: '#d8702a', second: '#7a4a2c', details: ['the white tip of the tail', 'a red wax seal', 'legs that cross at the middle of the step'], draw: fox },
  { said: 'a lighthouse on legs', words: /lighthouse|tower/i, pixels: 64, frames: 1, main: '#c94b45', second: '#6f7f8c', details: ['two lit windows for eyes', 'a door for a mouth', 'barnacles round the foot', 'stone legs in the foam'], draw: lighthouse },
  { said: 'a knight', words: /knight|warrior|hero|soldier|guard|adventurer/i, pixels: 32, frames: 1, main: '#4f6fc0', second: '#5a4a6e', details: ['a plume', 'a spear', 'eyes alight behind the visor'], draw: knight },
  { said: 'a small robot', words: /robot|android|droid|machine/i, pixels: 32, frames: 1, main: '#d9b04f', second: '#4a7f8a', details: ['a dark screen for a face', 'a round antenna'], draw: robot },
]
