import { clsx } from 'clsx'
import { toast } from 'sonner'
import { Button, type ButtonProps } from '../../design/Button.tsx'

export interface ActButtonProps extends ButtonProps {
  /** Why it can't be pressed now; null when it can. */
  refused: string | null
}

/** A button that says why it can't be pressed: on hover, to a screen reader, and to whoever presses it all the same. */
export function ActButton({ refused, className, onClick, ...rest }: ActButtonProps) {
  if (refused === null) return <Button className={className} onClick={onClick} {...rest} />
  return (
    <Button
      {...rest}
      aria-disabled
      aria-description={refused}
      title={refused}
      className={clsx('cursor-not-allowed opacity-50', className)}
      onClick={() => toast.info(refused, { id: 'refused' })}
    />
  )
}
