/** The way of answering: decided by both stances, the speaker's temper, the thread so far and what is remembered. */
import { MOVES, type Move } from '@troupe/contract'
import type { HeardText, Recollection } from './brief.ts'
import type { Scene } from './scene.ts'

export function moveFor(input: { readonly scene: Scene; readonly thread: readonly HeardText[]; readonly to: HeardText; readonly memory: readonly Recollection[] }): Move {
  const { scene, thread, to, memory } = input
  const { book, heard, speaker } = scene
  if (heard === null) return 'append'
  if (to.authorId === speaker.id) return 'append'
  const stance = (book.views.get(heard.subject.id) ?? book.anyView).stance
  const sympathy = Math.sign(stance) * heard.polarity
  const spoke = thread.some((one) => one.authorId === speaker.id)
  const quarrelled = memory.some((one) => one.kind === 'contradicted' && one.aboutId === to.authorId)
  const allied = memory.some((one) => one.kind === 'agreed' && one.aboutId === to.authorId)
  const weight = (move: Move): number => {
    let w = book.speech.temper[move] ?? 1
    if (move === 'agree') w *= (sympathy > 0 ? 2.6 : sympathy < 0 ? 0.3 : 0.8) * (allied ? 2 : 1) * (quarrelled ? 0.3 : 1)
    if (move === 'outdo') w *= sympathy > 0 ? 1.6 : 0.8
    if (move === 'disagree') w *= (sympathy < 0 ? 2.6 : sympathy > 0 ? 0.5 : 1.2) * (allied ? 0.4 : 1)
    if (move === 'correct') w *= heard.number !== null ? 1.8 : heard.echo !== null ? 0.8 : 0.3
    if (move === 'deflect') w *= 0.5
    if (move === 'answer') w *= heard.asks ? 2.2 : 0
    if (move === 'persist') w *= spoke ? 4 : 0
    if (move === 'rematch') w *= quarrelled && scene.memory.rival !== null ? 1.5 : 0
    if (move === 'append') w = 0
    return w
  }
  return scene.random.weighted(MOVES, weight) ?? 'disagree'
}
