/** `troupe fork`: a branch of a run that goes its own way from a moment on. */
import type { Command } from '../command.ts'

export const fork: Command = {
  name: 'fork',
  summary: 'branch a simulation at a moment, with something changed',
  help: `Usage: troupe fork RUN --at TIME --out FOLDER [changes] [options]

Where it leaves RUN
  --at TIME              24h or 1d 6h after the start, or an instant; before whoever wakes then
  --turn N               instead: right after the turn with this number
  --post ID              instead: right after the turn that made this post, such as p17

What changes there; without any it is the same run by another name
  --recommender NAME     which posts people are shown from then on
  --ban NAME             closes somebody's account; again for another
  --say "NAME: TEXT"     a post in somebody's name
  --follow "A > B"       draws an edge; --unfollow takes one away
  --changes FILE         all that a timeline can do, in YAML, done at that moment: its entries need no "at"
  --seed TEXT            chance from there on; the parent's unless set

  --out FOLDER           the branch's folder
  --name TEXT            what lists and plots call it
  --hours H              how long it runs from the start of the line; as long as RUN unless set
  --json                 print the outcome as JSON`,
  options: {
    at: { type: 'string' }, turn: { type: 'string' }, post: { type: 'string' }, recommender: { type: 'string' }, ban: { type: 'string', multiple: true }, say: { type: 'string', multiple: true },
    follow: { type: 'string', multiple: true }, unfollow: { type: 'string', multiple: true }, changes: { type: 'string' }, seed: { type: 'string' }, out: { type: 'string' }, name: { type: 'string' },
    hours: { type: 'string' }, json: { type: 'boolean' },
  },
  positionals: true,
  run: async (given, terminal) => (await import('./run-fork.ts')).runFork(given, terminal, fork.help),
}
