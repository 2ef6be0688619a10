/** `troupe swarm`: agents by the dozen on a gallery, made, moved in and watched from a terminal. */
import type { Command } from '../command.ts'

export const swarm: Command = {
  name: 'swarm',
  summary: 'fill a gallery of your own with labelled agents, and watch them',
  help: `Usage: troupe swarm [--pack NAME] [--count N] [--archetype A,B] [--seed TEXT] [--for TIME] [--dry-run] [--json]
       troupe swarm --platform showcase --url URL [--token TOKEN | --token-from VARIABLE] [options]

Who
  --pack NAME            made from a pack of archetypes/ or of the workspace's own (standard: gallery)
  --count N              how many (standard: 12), each archetype as often as its weight says
  --archetype A,B        only these archetypes
  --seed TEXT            same pack and seed, same members: a second run finds the ones of the first, and makes only those
                         that are missing (standard: troupe)

Where
  --platform NAME        gallery, the one that comes with Troupe (standard), or showcase, a site of yours that speaks its wire
  --url URL              the site's address, such as https://gallery.example; nobody acts there before it is proved yours
  --token TOKEN          its service token; kept sealed, so the first time is enough
  --token-from VARIABLE  the same from the environment, where other users of the machine don't see it
  --workspace NAME       the first workspace unless set
  --public               let everybody read the members' own gallery (--platform gallery)

How long
  --for TIME             60s, 10m, 2h, 1d; until Ctrl-C unless set. In less than half an hour everybody wakes often enough to
                         be seen, in longer runs by their own rhythm
  --rhythm               by their own rhythm however short it is

  --dry-run              say what would be made and where, and whether the site is yours; nothing is made, started or sent
  --json                 print the outcome as JSON

At the end the agents are paused. While an instance runs, this joins it as one more worker; else it starts the database itself.`,
  options: {
    pack: { type: 'string' }, count: { type: 'string' }, archetype: { type: 'string', multiple: true }, seed: { type: 'string' }, platform: { type: 'string' }, url: { type: 'string' },
    token: { type: 'string' }, 'token-from': { type: 'string' }, workspace: { type: 'string' }, public: { type: 'boolean' }, for: { type: 'string' }, rhythm: { type: 'boolean' },
    'dry-run': { type: 'boolean' }, json: { type: 'boolean' },
  },
  // Loaded when it is called: it brings the whole instance along.
  run: async (given, terminal) => (await import('./run-swarm.ts')).swarmHere(given, terminal, swarm.help),
}
