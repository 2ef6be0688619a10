import { clsx } from 'clsx'
import type { ComponentProps } from 'react'

export type ButtonVariant = 'primary' | 'plain' | 'quiet' | 'danger'
export type ButtonSize = 'small' | 'medium' | 'large'

const VARIANTS: Record<ButtonVariant, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong',
  plain: 'border border-line-strong bg-raised text-ink hover:bg-sunken',
  quiet: 'text-ink-soft hover:bg-sunken hover:text-ink',
  danger: 'bg-bad text-on-bad hover:opacity-90',
}
const SIZES: Record<ButtonSize, string> = {
  small: 'h-7 gap-1.5 px-2.5 text-13',
  medium: 'h-8 gap-2 px-3.5 text-14',
  large: 'h-10 gap-2 px-5 text-16',
}

/** The looks alone, for links that should look like a button. */
export function buttonClass(variant: ButtonVariant = 'plain', size: ButtonSize = 'medium', className?: string): string {
  return clsx(
    'inline-flex shrink-0 items-center justify-center rounded-full font-semibold whitespace-nowrap transition-colors duration-100 select-none',
    'disabled:cursor-not-allowed disabled:opacity-50',
    VARIANTS[variant],
    SIZES[size],
    className,
  )
}

export interface ButtonProps extends ComponentProps<'button'> {
  variant?: ButtonVariant
  size?: ButtonSize
}

export function Button({ variant = 'plain', size = 'medium', className, type = 'button', ...rest }: ButtonProps) {
  return <button type={type} className={buttonClass(variant, size, className)} {...rest} />
}
