/** Troupe's entry: `node main.ts <command> [options]`. */
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// Everything else is loaded after this line, compiled and stripped of types by the last start: 0.6 s instead of 1.1. Beside
// what is installed, not in the system's temporary folder, where anybody could leave us code.
enableCompileCache(fileURLToPath(new URL('../../../node_modules/.cache/troupe', import.meta.url)))
const { runCommand } = await import('./cli/commands.ts')
const { systemTerminal } = await import('./cli/terminal.ts')

process.exitCode = await runCommand(process.argv.slice(2), systemTerminal())
