/** The answers a run's timeline gathered, one JSON object a line; asked again after a crash, an answer is written once. */
import { appendFile, readFile } from 'node:fs/promises'
import type { Answer } from './interview.ts'

export class AnswerSheet {
  readonly #path: string
  readonly #known = new Set<string>()

  private constructor(path: string) {
    this.#path = path
  }

  static async open(path: string): Promise<AnswerSheet> {
    const sheet = new AnswerSheet(path)
    for (const answer of await readAnswers(path)) sheet.#known.add(keyOf(answer))
    return sheet
  }

  async write(answers: readonly Answer[]): Promise<void> {
    const fresh = answers.filter((answer) => !this.#known.has(keyOf(answer)))
    for (const answer of fresh) this.#known.add(keyOf(answer))
    if (fresh.length > 0) await appendFile(this.#path, fresh.map((answer) => `${JSON.stringify(answer)}\n`).join(''))
  }
}

/** Oldest first; none where nobody was asked. Half a line that a killed process left is passed over. */
export async function readAnswers(path: string): Promise<Answer[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  return text.slice(0, text.lastIndexOf('\n') + 1).split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Answer)
}

function keyOf({ atMs, member, question, ask }: Answer): string {
  return JSON.stringify([atMs, member, question, ask])
}
