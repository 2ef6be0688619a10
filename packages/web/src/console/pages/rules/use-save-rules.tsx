/** Rules are saved at once where they get stricter, and after a question where they let more through; what was saved can be undone. */
import type { MessagingPolicy, StoredPolicy } from '@troupe/contract'
import { useState, type ReactNode } from 'react'
import { toast } from 'sonner'
import { causeOf, refresh, send } from '../../data/api.ts'
import { POLICIES, policyPath } from '../../data/rule-addresses.ts'
import { ConfirmDialog, type Question } from '../../parts/ConfirmDialog.tsx'
import { ruleChanges } from './rule-changes.ts'

export interface SaveRules {
  /** Resolves once it is stored; rejects with the cause, and where the question was answered with no. */
  save(policy: MessagingPolicy): Promise<void>
  /** To the rules above. */
  goBack(): void
  dialog: ReactNode
}

const UNDO_MS = 12_000

export function useSaveRules(stored: StoredPolicy, creatorId: string | null, whose: string | null, onTakenBack: () => void): SaveRules {
  const [question, setQuestion] = useState<{ asked: Question; onNo: () => void } | null>(null)
  const address = policyPath(creatorId)

  async function put(policy: MessagingPolicy, words: string): Promise<void> {
    await send('PUT', address, policy)
    tellSaved(words)
    // Not waited for: the form forgets its draft first, and is made anew from what is stored then.
    void refresh(POLICIES)
  }
  async function takeBack(): Promise<void> {
    try {
      await (stored.inherited ? send('DELETE', address) : send('PUT', address, stored.policy))
      await refresh(POLICIES)
      onTakenBack()
      toast.success('Taken back: the rules are as they were.')
    } catch (error) {
      toast.error(causeOf(error))
    }
  }
  function tellSaved(words: string): void {
    toast.success(words, { duration: UNDO_MS, action: { label: 'Undo', onClick: () => void takeBack() } })
  }

  return {
    save: (policy) => {
      const changes = ruleChanges(stored.policy, policy)
      const words = `Saved${whose === null ? ' for all creators' : ` for ${whose}`}. Every message is judged by them when it is to go out.`
      if (!changes.some(({ looser }) => looser)) return put(policy, words)
      return new Promise((resolve, reject) => {
        let done = false
        setQuestion({
          onNo: () => done ? undefined : reject(new Error('Not saved. Your changes are still here.')),
          asked: {
            title: 'Let more through?', confirm: 'Save the rules', danger: true,
            consequence: [...changes.map((change) => change.words), 'It holds at once, also for messages that are planned already.'],
            act: async () => {
              await put(policy, words)
              done = true
              resolve()
            },
          },
        })
      })
    },
    goBack: () => setQuestion({
      onNo: () => undefined,
      asked: {
        title: whose === null ? 'Go back to the standard rules?' : `Give up ${whose}’s own rules?`, confirm: 'Go back',
        consequence: [whose === null ? 'What was changed here is forgotten, and the rules Troupe comes with hold again.' : 'The rules for all creators hold for these leads from now on, also as they change.'],
        act: async () => {
          await send('DELETE', address)
          tellSaved(whose === null ? 'The standard rules hold.' : 'The rules for all creators hold.')
          await refresh(POLICIES)
        },
      },
    }),
    dialog: <ConfirmDialog question={question?.asked ?? null} onClose={() => { question?.onNo(); setQuestion(null) }} />,
  }
}
