/** `troupe simulate`: a population on a virtual clock, in a folder that can be carried on, repeated and branched. */
import type { Command } from '../command.ts'

export const simulate: Command = {
  name: 'simulate',
  summary: 'run a population at many times real speed',
  help: `Usage: troupe simulate --pack NAME --agents N --hours H [options]
       troupe simulate --import FILE… --hours H [options]
       troupe simulate --resume --out FOLDER [--hours H]
       troupe simulate --workload mirror --agents N --steps N [--recommender NAME] [--seed TEXT] [--json]

Who
  --pack NAME            people made from a pack of archetypes/ (standard: agora)
  --agents N             how many of them (standard: 100)
  --import FILE          people and follows from a file: CSV, JSON, JSONL or GraphML; again for another file
  --mbti ignore          four-letter types in a file colour voices a little unless ignored
  --graph MODEL          who follows whom at the start, such as barabasi-albert:follows=3; or a .json file, as for camps of
                         archetypes that keep to themselves: {"model":"camps","camps":{"a":["urbanist"],"b":["nostalgic"]},
                         "inside":0.05,"across":0.01}; see docs/guide/run-an-experiment.md
  --people-seed TEXT     draws the people and their graph; --seed unless set, so that several seeds can share a population
  --brains KIND          habit (standard), mixed (every third decides by calling tools) or model

Who speaks for them
  --model PROVIDER/MODEL a provider's model in place of the rehearsal model, such as anthropic/claude-haiku-5-5; its key comes
                         from the environment. Calls are recorded: a run that is carried on or repeated asks nothing twice
  --base-url URL         where an OpenAI-compatible server is, for --model compatible/NAME
  --budget USD           what this process may spend (standard: 1)
  --concurrency N        agents that wait for a model at once (standard: 8)

How long
  --hours H              simulated time: 48, 36h, 2d, 90m; everybody wakes by their own rhythm
  --steps N              instead: everybody wakes together N times, every --every minutes (standard: 30)
  --from DATE            when it begins (standard: 2026-01-05, a Monday)

What happens
  --recommender NAME     which posts people are shown: recent (standard), popular, followed, friends-of-friends,
                         interest-match, bridging, random
  --interventions FILE   a timeline in YAML; see docs/guide/run-an-experiment.md
  --seed TEXT            the same inputs and seed give the same journal to the byte (standard: troupe)

Where
  --out FOLDER           standard: a new folder in runs/
  --name TEXT            what lists and plots call it; the same for all seeds of one condition
  --resume               carry on the run in --out: after Ctrl-C, a crash, or for more --hours
  --json                 print the outcome as JSON`,
  options: {
    pack: { type: 'string' }, agents: { type: 'string' }, import: { type: 'string', multiple: true }, mbti: { type: 'string' }, graph: { type: 'string' }, brains: { type: 'string' },
    hours: { type: 'string' }, steps: { type: 'string' }, every: { type: 'string' }, from: { type: 'string' }, recommender: { type: 'string' }, interventions: { type: 'string' },
    model: { type: 'string' }, 'base-url': { type: 'string' }, budget: { type: 'string' }, concurrency: { type: 'string' }, seed: { type: 'string' }, 'people-seed': { type: 'string' }, out: { type: 'string' }, name: { type: 'string' }, resume: { type: 'boolean' }, json: { type: 'boolean' }, workload: { type: 'string' },
  },
  // Loaded when it is called, so that `npm start` does not wait for it; so with the other commands of the lab.
  run: async (given, terminal) => given.values['workload'] === 'mirror'
    ? (await import('./run-mirrored.ts')).runMirrored(given, terminal)
    : (await import('./run-simulate.ts')).runSimulate(given, terminal, simulate.help),
}
