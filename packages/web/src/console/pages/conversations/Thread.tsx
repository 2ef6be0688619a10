import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { ArrowDown } from 'lucide-react'
import { Button } from '../../../design/Button.tsx'
import { Skeleton } from '../../../design/Skeleton.tsx'
import { CONVERSATIONS, conversationVerbPath } from '../../data/acting-addresses.ts'
import { refresh, send } from '../../data/api.ts'
import { useMay } from '../../data/queries.ts'
import { AnswerAsLead } from '../../parts/engagement/AnswerAsLead.tsx'
import { Fold } from '../../parts/Fold.tsx'
import { useListKeys } from '../../parts/keyboard.ts'
import { Answer } from '../../parts/ListStates.tsx'
import { ReplyBox } from './ReplyBox.tsx'
import { ThreadHead } from './ThreadHead.tsx'
import { SaidLine, UnsaidLine } from './ThreadLines.tsx'
import { useThread } from './use-thread.ts'

/** As good as at the end. */
const END_PX = 60

export function Thread({ id }: { id: string }) {
  const { thread, lines, earlier, fetching } = useThread(id)
  const reviewer = useMay('reviewer')
  const operator = useMay('operator')
  const scroller = useRef<HTMLDivElement>(null)
  const area = useRef<HTMLTextAreaElement>(null)
  const atEnd = useRef(true)
  const [below, setBelow] = useState(false)
  const unread = thread.data?.unread ?? 0
  const newest = lines.length === 0 ? null : keyOf(lines.at(-1))
  const oldest = lines.length === 0 ? null : keyOf(lines[0])
  const before = useRef<{ newest: string | null; oldest: string | null; heightPx: number }>({ newest: null, oldest: null, heightPx: 0 })

  // New words are followed by whoever is at the end, others are told that there are some; what comes in above moves nothing of what is read.
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return
    if (newest !== before.current.newest) {
      if (atEnd.current) element.scrollTop = element.scrollHeight
      else setBelow(true)
    }
    if (oldest !== before.current.oldest && !atEnd.current) element.scrollTop += element.scrollHeight - before.current.heightPx
    before.current = { newest, oldest, heightPx: element.scrollHeight }
  }, [newest, oldest])
  useEffect(() => {
    if (unread > 0 && reviewer && !document.hidden) void send('POST', conversationVerbPath(id, 'read')).then(() => refresh(CONVERSATIONS), () => undefined)
  }, [unread, reviewer, id])
  useListKeys({ r: () => area.current?.focus(), Enter: () => area.current?.focus() })

  const toEnd = () => {
    atEnd.current = true
    setBelow(false)
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight })
  }
  return (
    <Answer query={thread} what="this conversation" skeleton={<div className="flex flex-col gap-4 p-6"><Skeleton className="h-5 w-48" /><Skeleton className="h-16 w-2/3" /><Skeleton className="h-16 w-2/3 self-end" /></div>}>
      {(data) => (
        <>
          <ThreadHead thread={data} />
          <div className="relative flex min-h-0 flex-1 flex-col">
            <div
              ref={scroller} className="min-h-0 flex-1 overflow-y-auto px-4 py-4 sm:px-6"
              onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
                atEnd.current = scrollHeight - scrollTop - clientHeight < END_PX
                if (atEnd.current) setBelow(false)
              }}
            >
              {data.earlier && <p className="mb-4 text-center"><Button size="small" disabled={fetching} onClick={earlier}>{fetching ? 'Loading…' : 'Earlier messages'}</Button></p>}
              {lines.length === 0 && <p className="py-10 text-center text-13 text-ink-faint">Nothing has been said yet.</p>}
              <ol aria-label="What was said" className="flex flex-col gap-4">
                {lines.map((line) => line.kind === 'message' ? <SaidLine key={keyOf(line)} message={line.message} /> : <UnsaidLine key={keyOf(line)} action={line.action} />)}
              </ol>
            </div>
            {below && <button type="button" onClick={toEnd} className="absolute bottom-2 left-1/2 inline-flex h-8 -translate-x-1/2 items-center gap-1.5 rounded-full bg-accent px-3.5 text-13 font-semibold text-on-accent shadow-float"><ArrowDown aria-hidden size={14} />New below</button>}
          </div>
          {operator && <div className="shrink-0 border-t border-line px-4 py-1 sm:px-6"><Fold label="Try it: answer as this lead"><AnswerAsLead consumerId={data.consumerId} channel={data.channel} /></Fold></div>}
          <ReplyBox thread={data} area={area} onSent={toEnd} />
        </>
      )}
    </Answer>
  )
}

function keyOf(line: ReturnType<typeof useThread>['lines'][number] | undefined): string {
  return line === undefined ? '' : line.kind === 'message' ? line.message.id : line.action.id
}
