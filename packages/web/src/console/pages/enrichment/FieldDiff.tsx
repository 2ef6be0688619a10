/** One field of a proposal: as it is beside as it would be. On a narrow screen one stands above the other. */
import { ENRICHED_FIELDS, type EnrichedField, type EnrichedValues, type Voice } from '@troupe/contract'
import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { listDiff, wordDiff, type Stretch } from './word-diff.ts'

export const FIELD_WORDS: Readonly<Record<EnrichedField, string>> = { bio: 'Bio', backstory: 'Backstory', voice: 'Voice', knowledge: 'Knowledge' }

/** What a proposal would change, in one order everywhere. */
export function fieldsOf(after: EnrichedValues): EnrichedField[] {
  return ENRICHED_FIELDS.filter((field) => after[field] !== undefined)
}

const VOICE_WORDS: Readonly<Record<keyof Voice, string>> = { tone: 'Tone', length: 'Length', casing: 'Letter case', emoji: 'Texts with emoji', emojis: 'Emoji', slang: 'Fillers and tags', vocabulary: 'Words it prefers' }

export function FieldDiff({ field, before, after }: { field: EnrichedField; before: EnrichedValues; after: EnrichedValues }) {
  switch (field) {
    case 'bio':
    case 'backstory': {
      const diff = wordDiff(before[field] ?? '', after[field] ?? '')
      return <Sides before={<Words stretches={diff.before} />} after={<Words stretches={diff.after} />} />
    }
    case 'knowledge': return <ListSides before={before.knowledge ?? []} after={after.knowledge ?? []} between="lines" />
    case 'voice': return before.voice === undefined || after.voice === undefined ? null : <VoiceDiff before={before.voice} after={after.voice} />
  }
}

function VoiceDiff({ before, after }: { before: Voice; after: Voice }) {
  const changed = (Object.keys(VOICE_WORDS) as (keyof Voice)[]).filter((name) => spread(before[name]) !== spread(after[name]))
  return (
    <div className="flex flex-col gap-3">
      {changed.map((name) => {
        const [old, fresh] = [before[name], after[name]]
        return (
          <div key={name}>
            <p className="mb-1 text-12 text-ink-faint">{VOICE_WORDS[name]}</p>
            {Array.isArray(old) && Array.isArray(fresh) ? <ListSides before={old} after={fresh} between="commas" /> : <Sides before={<Gone>{shown(old)}</Gone>} after={<Fresh>{shown(fresh)}</Fresh>} />}
          </div>
        )
      })}
    </div>
  )
}

/** Lists of words say the same in any order. */
function spread(value: Voice[keyof Voice]): string {
  return JSON.stringify(Array.isArray(value) ? value.toSorted() : value)
}

function shown(value: Voice[keyof Voice]): string {
  return typeof value === 'number' ? `${Math.round(value * 100)} %` : String(value)
}

function ListSides({ before, after, between }: { before: readonly string[]; after: readonly string[]; between: 'lines' | 'commas' }) {
  const { gone, same, fresh } = listDiff(before, after)
  const entries = (kept: readonly string[], changed: readonly string[], Mark: typeof Gone) => {
    const all = [...kept.map((text) => ({ text, marked: false })), ...changed.map((text) => ({ text, marked: true }))]
    if (all.length === 0) return <span className="text-ink-faint">nothing</span>
    return between === 'lines' ? <ul className="flex flex-col gap-1">{all.map(({ text, marked }) => <li key={text}>{marked ? <Mark>{text}</Mark> : text}</li>)}</ul>
      : <span>{all.map(({ text, marked }, place) => <span key={text}>{place > 0 && ', '}{marked ? <Mark>{text}</Mark> : text}</span>)}</span>
  }
  return <Sides before={entries(same, gone, Gone)} after={entries(same, fresh, Fresh)} />
}

function Sides({ before, after }: { before: ReactNode; after: ReactNode }) {
  return (
    <div className="grid gap-x-6 gap-y-2 sm:grid-cols-2">
      <Side label="Now">{before}</Side>
      <Side label="Proposed">{after}</Side>
    </div>
  )
}

function Side({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={clsx('min-w-0 border-l-2 pl-3 break-words whitespace-pre-line', label === 'Now' ? 'border-line text-ink-soft' : 'border-accent')}>
      <span className="sr-only">{label}: </span>{children}
    </div>
  )
}

function Words({ stretches }: { stretches: readonly Stretch[] }) {
  if (stretches.length === 0) return <span className="text-ink-faint">nothing</span>
  return stretches.map(({ text, change }, place) => change === 'same' ? <span key={place}>{text}</span> : change === 'gone' ? <Gone key={place}>{text}</Gone> : <Fresh key={place}>{text}</Fresh>)
}

function Gone({ children }: { children: ReactNode }) {
  return <del className="rounded-small bg-bad-soft decoration-bad/60">{children}</del>
}

function Fresh({ children }: { children: ReactNode }) {
  return <ins className="rounded-small bg-good-soft decoration-good/60 underline-offset-2">{children}</ins>
}
