import { clsx } from 'clsx'
import { useState } from 'react'

const SIZES = { 20: 'size-5', 24: 'size-6', 32: 'size-8', 40: 'size-10', 48: 'size-12', 88: 'size-22' } as const

export interface AvatarProps {
  name: string
  /** Path of the drawn picture; null or a broken one shows the initial. */
  src: string | null
  automated?: boolean
  size?: keyof typeof SIZES
  /** True beside the written name, where reading the picture out would say everything twice. */
  decorative?: boolean
  className?: string
}

/** A round portrait. Its alternative text ends with the label, as SPEC P2 asks. */
export function Avatar({ name, src, automated = true, size = 40, decorative = false, className }: AvatarProps) {
  const [broken, setBroken] = useState(false)
  const shape = clsx('shrink-0 rounded-full object-cover select-none', SIZES[size], className)
  const alt = decorative ? '' : automated ? `Portrait of ${name}, AI persona` : `Portrait of ${name}`
  if (src === null || src === '' || broken) {
    return (
      <span
        className={clsx(shape, 'grid place-items-center bg-accent-soft font-semibold text-accent', size < 32 ? 'text-12' : size > 48 ? 'text-28' : 'text-16')}
        {...(decorative ? { 'aria-hidden': true } : { role: 'img', 'aria-label': alt })}
      >
        {[...name.trim()][0]?.toUpperCase() ?? '?'}
      </span>
    )
  }
  return (
    <img
      src={src}
      alt={alt}
      width={size}
      height={size}
      loading="lazy"
      decoding="async"
      className={clsx(shape, 'bg-sunken')}
      onError={() => setBroken(true)}
    />
  )
}
