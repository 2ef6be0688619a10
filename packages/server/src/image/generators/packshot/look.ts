/** A stage seen through a frame: a ray for each place on the image. */
import { FAR, NEARBY, type Shade } from './adaptive-render.ts'
import type { Texture } from './material.ts'
import { cross, unit, type Stage } from './stage.ts'
import { StageLight } from './stage-light.ts'

/** Textures by what a `Shade` of this stage answers. */
export function texturesOf(stage: Stage): readonly (Texture | null)[] {
  return [stage.ground.texture, stage.ground.texture, ...stage.solids.flatMap(({ materials }) => materials.map(({ texture }) => texture))]
}

/** `left`, `top`, `width`, `height`: where on the image the stage is seen. */
export function look(stage: Stage, frame: { readonly left: number; readonly top: number; readonly width: number; readonly height: number }): Shade {
  const forward = unit([stage.target[0] - stage.eye[0], stage.target[1] - stage.eye[1], stage.target[2] - stage.eye[2]])
  const right = unit(cross(forward, Math.abs(forward[1]) > 0.99 ? [0, 0, -1] : [0, 1, 0]))
  const up = cross(right, forward)
  const zoom = Math.tan(stage.angle * Math.PI / 360) * 2 / frame.height
  const firsts: number[] = []
  let count = 2
  for (const solid of stage.solids) {
    firsts.push(count)
    count += solid.materials.length
  }
  const lit = new StageLight(stage)
  return (x, y, out) => {
    const u = (x + 0.5 - frame.left - frame.width / 2) * zoom
    const v = (frame.top + frame.height / 2 - y - 0.5) * zoom
    let [dx, dy, dz] = [forward[0] + right[0] * u + up[0] * v, forward[1] + right[1] * u + up[1] * v, forward[2] + right[2] * u + up[2] * v]
    const l = Math.sqrt(dx * dx + dy * dy + dz * dz)
    dx /= l
    dy /= l
    dz /= l
    const fall = (y - frame.top) / frame.height
    const solid = lit.meet(stage.eye[0], stage.eye[1], stage.eye[2], dx, dy, dz)
    if (solid < 0) {
      const met = lit.closeBy ? NEARBY : FAR
      lit.ground(dx, dy, dz, fall, out)
      return met
    }
    const part = lit.body(dx, dy, dz, fall, out)
    return (firsts[solid] as number) + part
  }
}
