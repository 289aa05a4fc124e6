// JSON with line breaks. References stand in it bare (`"a": {{count}}`), so it is laid out by its characters, not read.
export function indented(text: string): string | undefined {
  const tokens = text.match(/"(?:[^"\\\n]|\\.)*"|\{\{[^{}\n]*\}\}|[{}[\],:]|[^\s"{}[\],:]+/g);
  if (!tokens || tokens.join('').length !== text.replace(/"(?:[^"\\\n]|\\.)*"|\{\{[^{}\n]*\}\}|\s+/g, (part) => (/^\s/.test(part) ? '' : part)).length) {
    return undefined;
  }
  let depth = 0;
  let out = '';
  const line = () => `\n${'  '.repeat(Math.max(depth, 0))}`;
  tokens.forEach((token, index) => {
    const next = tokens[index + 1];
    if (token === '{' || token === '[') {
      ++depth;
      out += token + (next === '}' || next === ']' ? '' : line());
    } else if (token === '}' || token === ']') {
      --depth;
      const before = tokens[index - 1];
      out += (before === '{' || before === '[' ? '' : line()) + token;
    } else if (token === ',') out += token + line();
    else if (token === ':') out += ': ';
    else out += token;
  });
  return depth === 0 ? out : undefined;
}
