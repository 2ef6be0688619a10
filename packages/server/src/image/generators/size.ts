/** How large an image becomes: what is asked, else the generator's own; one side alone keeps the shape. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** A picture is not taller or wider than this to one. */
const SLIMMEST = 4

export function sizeOf(asked: { readonly width?: number | undefined; readonly height?: number | undefined }, own: Size): Size {
  const { width, height } = asked
  if (width !== undefined && height !== undefined) return { width, height }
  const clamp = (side: number) => Math.max(16, Math.min(2048, Math.round(side)))
  if (width !== undefined) return { width, height: clamp(Math.max(width / SLIMMEST, width * own.height / own.width)) }
  if (height !== undefined) return { height, width: clamp(Math.max(height / SLIMMEST, height * own.width / own.height)) }
  return own
}
