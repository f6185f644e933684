// Before every file of tests. Random tests walk new ways in every run on a person's machine. In CI they walk the same ways each time, so that what
// fails there can be looked at again; what an everyday run finds becomes a case of its own.
import fc from 'fast-check';
import { beforeEach } from 'vitest';
import { skipWithoutDatabase } from './needs-database.ts';

if (process.env['CI']) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 20_261_122 });

beforeEach(skipWithoutDatabase);
