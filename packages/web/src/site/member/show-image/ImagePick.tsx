/** The image that is to be shown: a place to pick or drop one, and how it looks once there is one. */
import { clsx } from 'clsx'
import { ImageUp } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { BlobImage } from '../../../design/BlobImage.tsx'
import { Button } from '../../../design/Button.tsx'
import { TAKEN_TYPES } from './picked-file.ts'

export interface ImagePickProps {
  file: File | null
  alt: string
  fault: string | null
  onFile(file: File): void
}

export function ImagePick({ file, alt, fault, onFile }: ImagePickProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  /** The file that this browser cannot draw. */
  const [undrawn, setUndrawn] = useState<File | null>(null)

  return (
    <div>
      <label htmlFor={id} className="sr-only">Image file</label>
      <input
        ref={input}
        id={id}
        type="file"
        accept={TAKEN_TYPES.join(',')}
        className="sr-only"
        tabIndex={-1}
        onChange={({ target }) => {
          const picked = target.files?.[0]
          if (picked !== undefined) onFile(picked)
          // The same file may be picked again, once it was changed.
          target.value = ''
        }}
      />
      <div
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          const dropped = event.dataTransfer.files[0]
          if (dropped !== undefined) onFile(dropped)
        }}
        className={clsx('relative grid min-h-52 place-items-center overflow-hidden rounded-large border-2 border-dashed bg-sunken/60 md:min-h-72', over ? 'border-accent' : fault === null ? 'border-line-strong' : 'border-bad', file !== null && fault === null && 'border-solid border-transparent')}
      >
        {file !== null && file !== undrawn && fault === null ? (
          <BlobImage blob={file} alt={alt === '' ? 'The image you chose' : alt} onError={() => setUndrawn(file)} className="max-h-[50dvh] w-full object-contain" />
        ) : (
          <div className="flex flex-col items-center gap-3 p-6 text-center">
            <ImageUp aria-hidden size={28} className="text-ink-faint" />
            <p className="text-14 text-pretty text-ink-soft">{file !== null && fault === null ? `${file.name} cannot be shown before it is sent.` : <><span className="pointer-coarse:hidden">Drop one here, paste it, or choose a file.</span><span className="hidden pointer-coarse:inline">Choose a picture, or take one.</span></>}</p>
          </div>
        )}
      </div>
      <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button aria-invalid={fault !== null} aria-describedby={`${id}-said`} autoFocus={file === null} onClick={() => input.current?.click()}>{file === null ? 'Choose a file' : 'Choose another'}</Button>
        <p id={`${id}-said`} className={clsx('min-w-0 flex-1 text-13 text-pretty', fault === null ? 'text-ink-faint' : 'text-bad')} {...(fault === null ? {} : { role: 'alert' })}>{fault ?? 'JPEG, PNG, WebP, AVIF or GIF, at most 15 MB.'}</p>
      </div>
    </div>
  )
}
