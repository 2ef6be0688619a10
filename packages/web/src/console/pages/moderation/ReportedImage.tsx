/** The image that is spoken of, as small as it is shown; opened whole in a tab of its own. Its label travels with it (SPEC P2). */
import type { Image } from '@troupe/contract'
import { clsx } from 'clsx'

export function ReportedImage({ image, widthPx, className }: { image: Image; widthPx: number; className?: string }) {
  // Twice the size for fine screens, where there is one; those who can't be shown avif are not asked to.
  const sizes = image.variants.filter(({ format }) => format === 'webp').sort((a, b) => a.width - b.width)
  const fitting = sizes.find(({ width }) => width >= widthPx * 2) ?? sizes.at(-1)
  return (
    <img
      src={fitting?.url ?? image.url}
      alt={image.automated ? `${image.alt} (made by software)` : image.alt}
      width={image.width} height={image.height} loading="lazy" decoding="async"
      data-automated={image.automated} data-generator={image.generator ?? undefined}
      style={{ backgroundColor: image.colour }}
      className={clsx('max-w-full', className)}
    />
  )
}

/** Beside the words in a list: a square of it. */
export function ReportedThumbnail({ image }: { image: Image }) {
  return <ReportedImage image={image} widthPx={56} className="size-14 shrink-0 self-center rounded-medium object-cover" />
}

/** In the file that lies open: the whole of it, with what made it. */
export function ReportedPicture({ image }: { image: Image }) {
  return (
    <figure className="mb-2">
      <a href={image.url} target="_blank" rel="noreferrer" aria-label="The whole image, in a new tab" className="inline-block">
        <ReportedImage image={image} widthPx={360} className="h-auto max-h-80 w-auto rounded-medium object-contain" />
      </a>
      <figcaption className="mt-1 max-w-[66ch] text-12 text-ink-faint">{image.alt} · {image.placeholder ? 'stands for an image that could not be made' : image.generator === null ? 'a person’s own image' : `image by ${image.generator}`}</figcaption>
    </figure>
  )
}
