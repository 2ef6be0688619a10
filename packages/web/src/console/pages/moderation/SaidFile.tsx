/** All there is to decide on about one post or comment: its words in their thread, who reports it, who said it. */
import { MODERATION_REASON_LONGEST, type ModeratedContext, type ModeratedItem, type ModerationActKind, type ModerationFile, type SaidKind } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowUpRight, EyeOff, Trash2 } from 'lucide-react'
import { Skeleton } from '../../../design/Skeleton.tsx'
import { exactTime } from '../../../design/relative-time.ts'
import { counted } from '../../../design/number-format.ts'
import { moderationFilePath, publicComment, publicPost, publicWorld } from '../../data/addresses.ts'
import { answerOf } from '../../data/api.ts'
import { TextInput } from '../../parts/fields.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { AuthorLine } from './AuthorLine.tsx'
import { FileActs } from './FileActs.tsx'
import { possibleActs } from './possible-acts.ts'
import { Acts, Reports } from './Records.tsx'
import { ReportedImage, ReportedPicture } from './ReportedImage.tsx'

const EVERY_MS = 10_000

export interface SaidFileProps {
  kind: SaidKind
  id: string
  may: { reviewer: boolean; operator: boolean }
  /** Goes with whatever is decided next. */
  reason: string
  onReason(reason: string): void
  onAct(act: ModerationActKind): void
}

export function SaidFile({ kind, id, ...deciding }: SaidFileProps) {
  const file = useQuery(answerOf(moderationFilePath(kind, id), { everyMs: EVERY_MS }))
  return <Answer query={file} what={`this ${kind}`} skeleton={<FileSkeleton />}>{(found) => <Whole file={found} {...deciding} />}</Answer>
}

function Whole({ file: { item, reports, acts, openReports }, may, reason, onReason, onAct }: { file: ModerationFile } & Omit<SaidFileProps, 'kind' | 'id'>) {
  const possible = possibleActs(item, openReports)
  return (
    <article className="flex flex-col gap-5 pb-12">
      <AuthorLine author={item.author} />
      <div>
        {item.context.map((context) => <Context key={context.id} context={context} />)}
        <blockquote data-automated={item.automated} className={`border-l-2 py-0.5 pl-3.5 ${item.hiddenAt === null && item.deletedAt === null ? 'border-accent' : 'border-line-strong'}`}>
          {item.image !== null && <ReportedPicture image={item.image} />}
          {item.title !== null && <p className="mb-1 text-16 font-semibold">{item.title}</p>}
          {item.text === ''
            ? <p className="text-ink-faint italic">{item.deletedAt !== null ? 'The words were erased. What is left is who said it, when, and what was answered.' : item.image !== null ? 'Shown without a word.' : 'Passed on without a word.'}</p>
            : <p className="max-w-[66ch] text-16 leading-6 break-words whitespace-pre-wrap">{item.text}</p>}
        </blockquote>
        <Standing item={item} />
      </div>
      <div className="flex flex-col gap-3">
        <FileActs acts={possible} may={may} onAct={onAct} />
        {may.reviewer && (
          <TextInput
            aria-label="Reason" placeholder="Reason, where one is worth keeping" value={reason} maxLength={MODERATION_REASON_LONGEST} className="max-w-md"
            onChange={({ target }) => onReason(target.value)}
            onKeyDown={(event) => event.key === 'Enter' && possible[0] !== undefined && onAct(possible[0])}
          />
        )}
      </div>
      <Reports reports={reports} />
      <Acts acts={acts} />
    </article>
  )
}

function Context({ context }: { context: ModeratedContext }) {
  return (
    <div className="mb-2 border-l-2 border-line py-0.5 pl-3.5 text-ink-soft">
      <p className="text-12 text-ink-faint">{context.displayName} @{context.username}{context.automated && ' · AI persona'}{context.gone && ' · out of sight'}</p>
      {context.image !== null && <ReportedImage image={context.image} widthPx={160} className="my-1 h-auto max-h-32 w-auto rounded-medium" />}
      <p className="line-clamp-3 max-w-[66ch] break-words">{context.title !== null && <span className="font-medium">{context.title}: </span>}{context.text === '' ? <span className="italic">erased</span> : context.text}</p>
    </div>
  )
}

function Standing({ item }: { item: ModeratedItem }) {
  const { kind, createdAt, hiddenAt, deletedAt, worldId, world, turnId, answers, generator } = item
  const isShown = hiddenAt === null && deletedAt === null && item.author.suspendedAt === null
  return (
    <p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-12 text-ink-faint">
      {deletedAt !== null ? <span className="inline-flex items-center gap-1 font-medium text-bad"><Trash2 aria-hidden size={13} />deleted {exactTime(deletedAt)}</span>
        : hiddenAt !== null && <span className="inline-flex items-center gap-1 font-medium text-wait"><EyeOff aria-hidden size={13} />hidden {exactTime(hiddenAt)}</span>}
      <span>{kind} in {world}, {exactTime(createdAt)}</span>
      {answers > 0 && <span>{counted(answers, 'answer', 'answers')}</span>}
      <span>{generator === null ? 'a person’s own words' : `words by ${generator}`}</span>
      {item.public && isShown && <a href={`${publicWorld(worldId)}${kind === 'post' ? publicPost(item.id) : publicComment(item.postId, item.id)}`} className="inline-flex items-center gap-0.5 text-accent hover:underline">see it in place<ArrowUpRight aria-hidden size={12} /></a>}
      {turnId !== null && <Link to="/turns/$turnId" params={{ turnId }} search={{ made: item.id }} className="text-accent hover:underline">how it came about</Link>}
    </p>
  )
}

export function FileSkeleton() {
  return (
    <div className="flex flex-col gap-4" aria-hidden>
      <div className="flex items-center gap-3"><Skeleton className="size-10 rounded-full" /><Skeleton className="h-4 w-48" /></div>
      <Skeleton className="h-20 w-full max-w-xl" />
      <div className="flex gap-2"><Skeleton className="h-8 w-24 rounded-full" /><Skeleton className="h-8 w-24 rounded-full" /><Skeleton className="h-8 w-32 rounded-full" /></div>
      <Skeleton className="h-16 w-full max-w-xl" />
    </div>
  )
}
