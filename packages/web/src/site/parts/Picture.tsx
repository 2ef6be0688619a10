/** An image in the size that is wanted, in the newest format the browser takes. Its room is there before it is, and soon its colour. */
import type { Image } from '@troupe/contract'
import { clsx } from 'clsx'
import { altOf } from './image-words.ts'

export interface PictureProps {
  image: Image
  /** How wide it is shown, as the `sizes` of HTML. */
  sizes: string
  /** The largest that is asked for, in pixels. */
  widest?: number
  /** One of the first a reader sees. */
  eager?: boolean
  className?: string
}

export function Picture({ image, sizes, widest = 640, eager = false, className }: PictureProps) {
  const smaller = image.variants.filter(({ width }) => width <= widest)
  const formats = [...new Set(smaller.map(({ format }) => format))]
  const plain = smaller.filter(({ format }) => format !== 'avif').at(-1) ?? smaller.at(-1)
  return (
    <picture className="contents">
      {formats.map((format) => (
        <source key={format} type={`image/${format}`} sizes={sizes} srcSet={smaller.filter((one) => one.format === format).map(({ url, width }) => `${url} ${width}w`).join(', ')} />
      ))}
      <img
        src={plain?.url ?? image.url}
        alt={altOf(image)}
        width={image.width}
        height={image.height}
        loading={eager ? 'eager' : 'lazy'}
        fetchPriority={eager ? 'high' : 'auto'}
        decoding="async"
        ref={(element) => {
          // The page's policy lets no style stand in it; from a script one may be set.
          if (element !== null) element.style.backgroundColor = image.colour
        }}
        className={clsx('max-w-full', isPixelArt(image) && '[image-rendering:pixelated]', className)}
      />
    </picture>
  )
}

function isPixelArt({ generator }: Image): boolean {
  return generator === 'sprite' || generator === 'tileset'
}
