/** The draft of one creator's profile, kept in this tab: it outlives leaving the page and a reload. */
import type { ProfileField, SalesProfile } from '@troupe/contract'
import { useCallback, useEffect, useState } from 'react'
import { afterSave, edit, keep, without, type ProfileDraft } from './profile-draft.ts'

export interface DraftHold {
  draft: ProfileDraft
  set<Field extends ProfileField>(field: Field, value: SalesProfile[Field]): void
  /** Goes back to what is stored. */
  drop(fields: readonly ProfileField[]): void
  keepMine(field: ProfileField): void
  saved(change: Partial<SalesProfile>): void
}

export function useProfileDraft(creatorId: string, stored: SalesProfile): DraftHold {
  const place = `troupe.draft.profile.${creatorId}`
  const [draft, setDraft] = useState(() => kept(place))
  useEffect(() => {
    if (Object.keys(draft).length === 0) sessionStorage.removeItem(place)
    else sessionStorage.setItem(place, JSON.stringify(draft))
  }, [place, draft])
  return {
    draft,
    set: useCallback((field, value) => setDraft((before) => edit(before, stored, field, value)), [stored]),
    drop: useCallback((fields) => setDraft((before) => without(before, fields)), []),
    keepMine: useCallback((field) => setDraft((before) => keep(before, stored, field)), [stored]),
    saved: useCallback((change) => setDraft((before) => afterSave(before, change)), []),
  }
}

function kept(place: string): ProfileDraft {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? '{}') as ProfileDraft
  } catch {
    return {}
  }
}
