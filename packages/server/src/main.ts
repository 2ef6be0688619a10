/** Troupe's entry: `node main.ts <command> [options]`. */
import { inlineFurther, keepCompiledCode } from './base/compiled-code.ts'

keepCompiledCode()
inlineFurther()
const { runCommand } = await import('./cli/commands.ts')
const { systemTerminal } = await import('./cli/terminal.ts')

process.exitCode = await runCommand(process.argv.slice(2), systemTerminal())
