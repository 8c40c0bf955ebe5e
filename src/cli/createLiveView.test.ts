import { describe, expect, it } from 'vitest';
import { createLiveView } from './createLiveView.ts';

describe('createLiveView', () => {
  it('replaces what it showed, whatever its height, and leaves the last', () => {
    let written = '';
    const view = createLiveView({
      columns: 100,
      write: (text) => {
        written += text;
      },
    });
    const step = (act: () => void) => {
      written = '';
      act();
      return written;
    };
    expect(view.width).toBe(100);
    expect(step(() => view.show('one'))).toBe('one');
    expect(step(() => view.show('a\nb\nc'))).toBe('\r\u001b[Ja\nb\nc');
    expect(step(() => view.show('d'))).toBe('\r\u001b[2A\u001b[Jd');
    expect(step(() => view.end())).toBe('\n');
    expect(step(() => view.end())).toBe('');
    expect(createLiveView({ write: () => {} }).width).toBe(80);
  });
});
