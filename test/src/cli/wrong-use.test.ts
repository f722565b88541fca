import { expect, it } from 'vitest';
import { checkCommand } from '../../../src/cli/check-command.ts';
import { keysCommand } from '../../../src/cli/keys-command.ts';
import { planCommand } from '../../../src/cli/plan-command.ts';
import { sizeCommand } from '../../../src/cli/size-command.ts';
import { UsageError } from '../../../src/cli/usage-error.ts';

const commands = { plan: planCommand, check: checkCommand, size: sizeCommand, keys: keysCommand };

it.each([
  ['plan'],
  ['plan', 'no-such-file.json'],
  ['plan', 'x', '--steps', '0'],
  ['plan', 'x', '--steps', '5', '--seconds', '5'],
  ['plan', 'x', '--stepps', '5'],
  ['check', 'x', 'y', '--foo'],
  ['size', 'x', '--foo'],
  ['keys', 'create', '--foo'],
  ['keys', 'create', '--role', 'crm', '--name', 'x', 'y'],
  ['keys', 'list', 'x'],
  ['keys', 'revoke', '--foo'],
] as const)('%s %s is wrong use', async (command, ...args) => {
  await expect(commands[command](args)).rejects.toThrow(UsageError);
});
