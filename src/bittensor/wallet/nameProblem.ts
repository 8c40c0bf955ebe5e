/**
 * What keeps a wallet or a hotkey from having this name, since it becomes the name of a file.
 * @returns a part of a sentence ("it holds a slash"), `null` for a good name.
 */
export function nameProblem(name: string): string | null {
  if (name === '') return 'it is empty';
  if (Buffer.byteLength(name) > 200) return 'it is longer than 200 bytes';
  if (/^\.+$/.test(name)) return 'it is made of dots alone';
  if (/[/\\]/.test(name)) return 'it holds a slash';
  if (/\p{Cc}/u.test(name)) return 'it holds a control character';
  if (name.endsWith('pub.txt')) return 'it ends in pub.txt, like the public halves of keys';
  return null;
}
