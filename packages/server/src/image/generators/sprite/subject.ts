/** What a sprite can be of. Coordinates are those of a grid of 32 units; `s` makes pixels of them. */
import type { Random } from '../../../base/random.ts'
import type { Hex } from '../colour.ts'
import { outline, type Flat } from '../flat-shape.ts'
import { rampOf, type PixelCanvas, type Ramp } from './pixel-canvas.ts'

export interface Scene {
  readonly canvas: PixelCanvas
  readonly random: Random
  /** 0 to 1 through the cycle. */
  readonly phase: number
  readonly colours: Tones
  readonly prompt: string
}

export interface Tones {
  readonly main: Ramp
  readonly second: Ramp
  readonly metal: Ramp
  readonly skin: Ramp
  readonly wood: Ramp
  readonly ink: Hex
  readonly white: Hex
  readonly glow: Hex
}

export interface Subject {
  readonly said: string
  readonly words: RegExp
  /** Pixels, frames and colours it has when nothing is asked. */
  readonly pixels: number
  readonly frames: number
  readonly main: Hex
  readonly second: Hex
  readonly details: readonly string[]
  readonly draw: (scene: Scene) => void
}

export function tonesOf(main: Hex, second: Hex, shade: Hex): Tones {
  return {
    main: rampOf(main, shade), second: rampOf(second, shade), metal: rampOf('#a9b6c4', shade), skin: rampOf('#f0d9b5', shade), wood: rampOf('#93633f', shade),
    ink: '#1c1830', white: '#fff8e7', glow: '#ffd75e',
  }
}

/** Shapes in units of a 32nd of the sprite. */
export class Pen {
  readonly canvas: PixelCanvas
  readonly #s: number

  constructor(canvas: PixelCanvas) {
    this.canvas = canvas
    this.#s = Math.min(canvas.width, canvas.height) / 32
  }

  #scaled(shape: Flat): Flat {
    const s = this.#s
    return (x, y) => shape(x / s, y / s) * s
  }

  fill(shape: Flat, ramp: Ramp, bulge = 4, edged = true): void {
    this.canvas.paint(this.#scaled(shape), ramp, bulge * this.#s, edged)
  }

  flat(shape: Flat, colour: Hex | null): void {
    this.canvas.flat(this.#scaled(shape), colour)
  }

  dot(x: number, y: number, colour: Hex, wide = 1, high = 1): void {
    const s = this.#s
    const [w, h] = [Math.max(1, Math.round(wide * s)), Math.max(1, Math.round(high * s))]
    const [left, top] = [Math.round(x * s - w / 2), Math.round(y * s - h / 2)]
    for (let j = 0; j < h; j++) for (let i = 0; i < w; i++) this.canvas.set(left + i, top + j, colour)
  }
}

export const above = (shape: Flat, line: number): Flat => (x, y) => Math.max(shape(x, y), y - line)
export const below = (shape: Flat, line: number): Flat => (x, y) => Math.max(shape(x, y), line - y)
export const triangle = (...corners: readonly (readonly [number, number])[]): Flat => outline(corners)
