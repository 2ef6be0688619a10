/** The program of a process that draws (see `drawing-process.ts`): begun anew after each rest, so it keeps what it compiled. */
import { keepCompiledCode } from '../../base/compiled-code.ts'

keepCompiledCode()
await import('./image-work.ts')
