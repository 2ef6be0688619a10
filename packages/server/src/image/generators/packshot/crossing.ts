/** Where a ray goes into a box and out of it. Asked some millions of times a picture, so the second answer is left in a variable. */
import type { Box } from './solid.ts'

/** The way to where the ray leaves the box that `through` was last asked about. */
export const crossing = { leave: 0 }

/** Where a ray enters a box grown by `more` (slabs, Kay and Kajiya 1986); negative when it misses. */
export function through(box: Box, more: number, ox: number, oy: number, oz: number, dx: number, dy: number, dz: number): number {
  const { low, high } = box
  const ix = 1 / (dx || 1e-9)
  const iy = 1 / (dy || 1e-9)
  const iz = 1 / (dz || 1e-9)
  const ax = (low[0] - more - ox) * ix
  const bx = (high[0] + more - ox) * ix
  const ay = (low[1] - more - oy) * iy
  const by = (high[1] + more - oy) * iy
  const az = (low[2] - more - oz) * iz
  const bz = (high[2] + more - oz) * iz
  const enter = Math.max(ax < bx ? ax : bx, ay < by ? ay : by, az < bz ? az : bz, 0)
  crossing.leave = Math.min(ax > bx ? ax : bx, ay > by ? ay : by, az > bz ? az : bz)
  return crossing.leave < enter ? -1 : enter
}
