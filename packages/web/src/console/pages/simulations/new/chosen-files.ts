/**
 * The texts of files that were chosen, for as long as the tab lives. They are too large for the draft that a form keeps;
 * that holds their names, and after a reload says which to choose again.
 */
const texts = new Map<string, string>()

export interface ChosenFile { readonly name: string; readonly characters: number }

export async function takeFile(file: File): Promise<ChosenFile> {
  const text = await file.text()
  texts.set(file.name, text)
  return { name: file.name, characters: text.length }
}

export function textOf({ name }: ChosenFile): string | null {
  return texts.get(name) ?? null
}
