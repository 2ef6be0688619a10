/**
 * On top of a gallery, for members: the way to show an image of one's own. One may press the button, or drop or paste an
 * image anywhere on the page. The form itself is loaded then, and not before.
 */
import { ImagePlus } from 'lucide-react'
import { useEffect, useState, type ComponentType } from 'react'
import { Avatar } from '../../design/Avatar.tsx'
import { buttonClass } from '../../design/Button.tsx'
import { useSite } from '../site-context.ts'
import type { ShowImageProps } from './show-image/ShowImage.tsx'
import { useSelf } from './use-member.ts'

export function ImageDoor() {
  const self = useSelf()
  const { member } = useSite()
  const [form, setForm] = useState<ComponentType<ShowImageProps> | null>(null)
  /** What it was opened with; undefined while it is shut. */
  const [opened, setOpened] = useState<File | null | undefined>(undefined)
  const [over, setOver] = useState(false)
  const isOpen = opened !== undefined

  useEffect(() => {
    if (!isOpen || form !== null) return
    import('./show-image/ShowImage.tsx').then(
      ({ ShowImage }) => setForm(() => ShowImage),
      () => {
        setOpened(undefined)
        member.say('The form could not be loaded. Is the connection up?')
      },
    )
  }, [isOpen, form, member])

  useEffect(() => {
    if (isOpen) return
    const hasFile = (data: DataTransfer | null): boolean => data !== null && [...data.types].includes('Files')
    const overPage = (event: DragEvent) => {
      if (!hasFile(event.dataTransfer)) return
      event.preventDefault()
      setOver(true)
    }
    const left = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    const dropped = (event: DragEvent) => {
      if (!hasFile(event.dataTransfer)) return
      event.preventDefault()
      setOver(false)
      setOpened(event.dataTransfer?.files[0] ?? null)
    }
    const pasted = (event: ClipboardEvent) => {
      const file = [...(event.clipboardData?.files ?? [])].find(({ type }) => type.startsWith('image/'))
      if (file === undefined) return
      event.preventDefault()
      setOpened(file)
    }
    document.addEventListener('dragover', overPage)
    document.addEventListener('dragleave', left)
    document.addEventListener('drop', dropped)
    document.addEventListener('paste', pasted)
    return () => {
      document.removeEventListener('dragover', overPage)
      document.removeEventListener('dragleave', left)
      document.removeEventListener('drop', dropped)
      document.removeEventListener('paste', pasted)
    }
  }, [isOpen])

  if (self === null) return null
  const Form = form
  return (
    <>
      <div className="flex min-h-16 items-center gap-3 border-b px-4 py-3 sm:px-5">
        <Avatar name={self.displayName} src={self.profile?.avatarUrl ?? null} size={40} automated={false} decorative />
        <p className="min-w-0 flex-1 text-14 text-pretty text-ink-soft">Made something? <span className="max-lg:hidden">Drop or paste an image anywhere here.</span></p>
        <button type="button" onClick={() => setOpened(null)} className={buttonClass('primary')}>
          <ImagePlus aria-hidden size={16} /> Show an image
        </button>
      </div>
      {over && (
        <div className="pointer-events-none fixed inset-3 z-50 grid place-items-center rounded-large border-2 border-dashed border-accent bg-page/85">
          <p className="text-20 font-bold text-ink">Let go to show it here</p>
        </div>
      )}
      {isOpen && Form !== null && <Form file={opened} onClose={() => setOpened(undefined)} />}
    </>
  )
}
