/** A member's own image, with words for it: picked, dropped or pasted, looked at before it goes, and sent with its progress in sight. */
import type { GalleryItem, Page } from '@troupe/contract'
import { X } from 'lucide-react'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { galleryPath, inWorld } from '../../../api/feed.ts'
import { NEW_IMAGE } from '../../../api/members.ts'
import { ApiError } from '../../../api/request.ts'
import { Button } from '../../../design/Button.tsx'
import { worldOf } from '../../route.ts'
import { useSite } from '../../site-context.ts'
import { useDraft } from '../draft.ts'
import { Field } from '../Field.tsx'
import { LIMITS } from '../limits.ts'
import { noLonger, TextField } from '../TextField.tsx'
import { ImagePick } from './ImagePick.tsx'
import { faultOfFile } from './picked-file.ts'
import { sendImage } from './send-image.ts'

export interface ShowImageProps {
  /** What was dropped or pasted. */
  file: File | null
  onClose(): void
}

type Fields = 'image' | 'alt' | 'title' | 'text'
type Faults = { readonly [Name in Fields]?: string | undefined }

export function ShowImage({ file: first, onClose }: ShowImageProps) {
  const { member, store, navigation, hrefs } = useSite()
  const dialog = useRef<HTMLDialogElement>(null)
  const form = useRef<HTMLFormElement>(null)
  const [file, setFile] = useState<File | null>(first)
  const [alt, setAlt] = useDraft('image/alt')
  const [title, setTitle] = useDraft('image/title')
  const [text, setText] = useDraft('image/text')
  const [faults, setFaults] = useState<Faults>(() => (first === null ? {} : faultsOfFile(first)))
  const [trouble, setTrouble] = useState<string | null>(null)
  /** Share of it that has left; null while nothing is under way. */
  const [sent, setSent] = useState<number | null>(null)
  const giveUp = useRef<AbortController | null>(null)

  useEffect(() => {
    dialog.current?.showModal()
    return () => giveUp.current?.abort()
  }, [])

  const clear = (name: Fields) => setFaults((before) => ({ ...before, [name]: undefined }))
  const pick = (picked: File) => {
    setFile(picked)
    setTrouble(null)
    setFaults((before) => ({ ...before, image: undefined, ...faultsOfFile(picked) }))
  }

  async function submit(): Promise<void> {
    if (sent !== null) return
    const found = wrong(file, { alt, title, text })
    setFaults(found)
    const [worst] = Object.keys(found)
    if (worst !== undefined || file === null) {
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
      return
    }
    const standing = member.standing()
    if (standing.state !== 'member') return setTrouble('You are signed out. Sign in again; your words stay here.')
    setTrouble(null)
    setSent(0)
    giveUp.current = new AbortController()
    try {
      const item = await sendImage(inWorld(NEW_IMAGE, worldOf(location.pathname)), { file, alt: alt.trim(), title: title.trim(), text: text.trim() }, standing.csrfToken, setSent, giveUp.current.signal)
      setAlt('')
      setTitle('')
      setText('')
      shown(item)
      dialog.current?.close()
    } catch (error) {
      if (giveUp.current?.signal.aborted === true) return
      const told = error instanceof ApiError ? faultsTold(error) : {}
      setFaults(told)
      if (Object.keys(told).length === 0) setTrouble(error instanceof Error ? error.message : 'That did not work.')
    } finally {
      setSent(null)
    }
  }

  function shown(item: GalleryItem): void {
    const recent = galleryPath('recent')
    const before = store.peek(recent)
    store.age()
    if (before.state === 'ready') store.put<Page<GalleryItem>>(recent, { ...before.value, items: [item, ...before.value.items.filter(({ id }) => id !== item.id)] })
    if (new URL(navigation.place().url, location.origin).search !== '') navigation.push(hrefs.homeHref('recent'))
    else scrollTo({ top: 0 })
    member.say('Your image is up.')
  }

  return (
    <dialog
      ref={dialog}
      aria-labelledby="show-image"
      onClose={onClose}
      onKeyDown={(event: KeyboardEvent) => {
        // The page behind has keys of its own.
        event.stopPropagation()
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit()
      }}
      onPaste={(event) => {
        const pasted = [...event.clipboardData.files].find(({ type }) => type.startsWith('image/'))
        if (pasted === undefined) return
        event.preventDefault()
        pick(pasted)
      }}
      className="m-auto max-h-[calc(100dvh-2rem)] w-[min(52rem,calc(100vw-2rem))] overflow-y-auto rounded-large border-0 bg-page p-0 text-ink shadow-float backdrop:bg-[rgb(20_14_10/0.45)] max-sm:m-0 max-sm:h-dvh max-sm:max-h-none max-sm:w-full max-sm:max-w-full max-sm:rounded-none"
    >
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <header className="sticky top-0 z-10 flex h-14 items-center gap-2 border-b bg-page/95 px-4 sm:px-6">
          <h2 id="show-image" className="flex-1 text-16 font-bold sm:text-20">Show an image</h2>
          <button type="button" aria-label="Close" onClick={() => dialog.current?.close()} className="grid size-9 place-items-center rounded-full text-ink-faint hover:bg-sunken hover:text-ink"><X aria-hidden size={18} /></button>
        </header>
        <div className="grid gap-x-6 gap-y-4 p-4 sm:p-6 md:grid-cols-2">
          <ImagePick file={file} alt={alt} fault={faults.image ?? null} onFile={pick} />
          <div className="flex min-w-0 flex-col gap-2.5">
            <TextField
              label="What is to be seen" rows={3} required value={alt} fault={faults.alt ?? null} hint="Needed: it is read out to those who cannot see the image."
              placeholder="A red fishing boat on wet sand, its nets over the side" onWords={(words) => {
                setAlt(words)
                clear('alt')
              }}
            />
            <Field
              label="Title" value={title} fault={faults.title ?? null} hint="A title, a caption, or both." onWords={(words) => {
                setTitle(words)
                setFaults((before) => ({ ...before, title: undefined, text: undefined }))
              }}
            />
            <TextField
              label="Caption" rows={2} value={text} fault={faults.text ?? null} onWords={(words) => {
                setText(words)
                clear('text')
              }}
            />
            <p className="text-13 text-pretty text-ink-faint">Where it was taken and with what camera is left out; everybody can see the rest.</p>
          </div>
        </div>
        <footer className="sticky bottom-0 flex flex-wrap items-center gap-3 border-t bg-page/95 px-4 py-3 sm:px-6">
          <Button type="submit" variant="primary" size="large" disabled={sent !== null}>{sent === null ? 'Show it' : 'Sending…'}</Button>
          <Button variant="quiet" size="large" onClick={() => dialog.current?.close()}>{sent === null ? 'Not now' : 'Give up'}</Button>
          <div aria-live="polite" className="min-w-0 flex-1 basis-40">
            {sent !== null && <Sending share={sent} />}
            {trouble !== null && <p role="alert" className="text-14 text-pretty text-bad">{trouble}</p>}
          </div>
        </footer>
      </form>
    </dialog>
  )
}

function Sending({ share }: { share: number }) {
  const done = share >= 1
  return (
    <div className="flex items-center gap-3 text-13 text-ink-soft">
      <progress aria-label="Sent" max={1} {...(done ? {} : { value: share })} className="h-1.5 w-full max-w-60 accent-accent" />
      <span className="tabular shrink-0">{done ? 'Being looked at…' : `${Math.round(share * 100)} %`}</span>
    </div>
  )
}

function faultsOfFile(file: File): Faults {
  const fault = faultOfFile(file)
  return fault === null ? {} : { image: fault }
}

function wrong(file: File | null, { alt, title, text }: Record<'alt' | 'title' | 'text', string>): Faults {
  const image = file === null ? 'Choose an image first.' : faultOfFile(file)
  const said = {
    image, alt: alt.trim() === '' ? 'Say what is to be seen.' : noLonger(LIMITS.alt)(alt), title: noLonger(LIMITS.title)(title),
    text: title.trim() === '' && text.trim() === '' ? 'Give it a title or a caption.' : noLonger(LIMITS.post)(text),
  }
  return Object.fromEntries(Object.entries(said).filter(([, fault]) => fault !== null)) as Faults
}

function faultsTold({ problem, message }: ApiError): Faults {
  if (problem?.type.startsWith('/problems/image-') === true) return { image: message }
  return Object.fromEntries((problem?.faults ?? []).map(({ path, message: told }) => [path.slice(1), `${told.charAt(0).toUpperCase()}${told.slice(1)}${/[.!?]$/.test(told) ? '' : '.'}`]).filter(([name]) => ['image', 'alt', 'title', 'text'].includes(name ?? ''))) as Faults
}
