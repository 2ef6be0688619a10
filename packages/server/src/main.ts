/** Troupe's entry: `node main.ts <command> [options]`. */
import { runCommand } from './cli/commands.ts'
import { systemTerminal } from './cli/terminal.ts'

process.exitCode = await runCommand(process.argv.slice(2), systemTerminal())
