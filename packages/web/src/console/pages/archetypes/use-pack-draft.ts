/** A pack's files as they are being changed: kept for this tab, so that leaving the page or a reload loses nothing. */
import type { PackDetail, PackFiles } from '@troupe/contract'
import { useEffect, useMemo, useState } from 'react'

interface Draft { version: number | null; files: PackFiles }

export interface PackDraft {
  readonly files: PackFiles
  readonly dirty: boolean
  /** The version the changes were begun on; another one is stored by now where they differ. */
  readonly version: number | null
  readonly restored: boolean
  setText(name: string, text: string): void
  setFiles(files: PackFiles): void
  /** Back to what is stored. */
  discard(stored: PackDetail): void
}

export function usePackDraft(stored: PackDetail): PackDraft {
  const key = `troupe.draft.pack.${stored.id}`
  const [kept] = useState(() => read(key))
  const [draft, setDraft] = useState<Draft>(kept ?? { version: stored.version, files: stored.files })
  const dirty = useMemo(() => JSON.stringify(draft.files) !== JSON.stringify(stored.files), [draft.files, stored.files])
  useEffect(() => {
    if (dirty) sessionStorage.setItem(key, JSON.stringify(draft))
    else sessionStorage.removeItem(key)
  }, [key, dirty, draft])
  const setFiles = (files: PackFiles) => setDraft((before) => ({ ...before, files }))
  return {
    files: draft.files,
    dirty,
    version: draft.version,
    restored: kept !== null,
    setFiles,
    setText: (name, text) => setDraft((before) => ({ ...before, files: before.files.map((file) => (file.name === name ? { ...file, text } : file)) })),
    discard: ({ version, files }) => setDraft({ version, files }),
  }
}

function read(key: string): Draft | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') as Draft | null
  } catch {
    return null
  }
}
