import { CircleAlert } from 'lucide-react'
import { Button } from './Button.tsx'

export interface ErrorStateProps {
  title: string
  /** The cause in words, as the server or the network gave it. */
  cause: string
  onRetry?: () => void
}

export function ErrorState({ title, cause, onRetry }: ErrorStateProps) {
  return (
    <div role="alert" className="mx-auto flex max-w-sm flex-col items-center px-6 py-12 text-center">
      <CircleAlert aria-hidden size={28} strokeWidth={1.75} className="mb-3 text-bad" />
      <p className="text-16 font-semibold">{title}</p>
      <p className="mt-1 text-14 break-words text-pretty text-ink-soft">{cause}</p>
      {onRetry && (
        <Button className="mt-5" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  )
}
