/** What the journey prints: chapters, and under each what was seen. An expectation that fails is told, and counted. */
export class Account {
  #chapters = 0
  #failed = 0

  chapter(title: string): void {
    console.log(`\n${++this.#chapters}. ${title}`)
  }

  say(text: string): void {
    for (const line of text.trim().split('\n')) console.log(`   ${line}`)
  }

  quote(text: string): void {
    for (const line of text.trim().split('\n')) console.log(`   │ ${line}`)
  }

  expect(what: string, holds: boolean): void {
    console.log(`   ${holds ? '✓' : '✗'} ${what}`)
    if (!holds) this.#failed++
  }

  /** For the process: 0 when everything was as expected. */
  get exitCode(): number {
    console.log(this.#failed === 0 ? '\nEverything was as expected.' : `\n${this.#failed} ${this.#failed === 1 ? 'expectation' : 'expectations'} failed.`)
    return this.#failed === 0 ? 0 : 1
  }
}
