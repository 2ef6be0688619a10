import { KeyList, type KeyMeaning } from '../../design/KeyList.tsx'
import { PALETTE_KEYS } from '../parts/command-key.ts'
import { Dialog } from '../parts/Dialog.tsx'
import { usePlaces } from './use-places.ts'

const EVERYWHERE: readonly KeyMeaning[] = [
  { keys: [PALETTE_KEYS], does: 'find or do anything' },
  { keys: ['?'], does: 'show these keys' },
  { keys: ['Esc'], does: 'close what is open, leave a field, choose none' },
]
const LISTS: readonly KeyMeaning[] = [
  { keys: ['j', 'k'], does: 'next and previous row; the arrows do the same' },
  { keys: ['Enter'], does: 'open the row' },
  { keys: ['x'], does: 'choose the agent, for acts on many' },
  { keys: ['/'], does: 'search the list' },
  { keys: ['h', 'x'], does: 'in Moderation: hide, dismiss the reports' },
  { keys: ['d', 's'], does: 'in Moderation: delete, suspend the author' },
  { keys: ['u'], does: 'in Moderation: take the last decision back' },
  { keys: ['a', 'r', 'e'], does: 'in Approvals: approve, reject, put it otherwise' },
  { keys: ['r'], does: 'in Conversations: answer' },
  { keys: ['Space'], does: 'hold live activity still, and let it go on' },
]

export function KeysDialog({ open, onOpenChange }: { open: boolean; onOpenChange(open: boolean): void }) {
  const going = usePlaces().map(({ key, label }): KeyMeaning => ({ keys: ['g', key], does: label }))
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keys" description="They rest while you type.">
      <div className="grid gap-x-8 gap-y-5 pb-4 sm:grid-cols-[1.5fr_1fr]">
        <div className="flex flex-col gap-5">
          <Group title="Everywhere" meanings={EVERYWHERE} />
          <Group title="In lists" meanings={LISTS} />
        </div>
        <Group title="Go to" meanings={going} />
      </div>
    </Dialog>
  )
}

function Group({ title, meanings }: { title: string; meanings: readonly KeyMeaning[] }) {
  return (
    <section>
      <h3 className="mb-2 text-12 text-ink-faint">{title}</h3>
      <KeyList meanings={meanings} />
    </section>
  )
}
