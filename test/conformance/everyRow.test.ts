import { compare } from './compare';
import { reading } from './rows/reading';

compare(reading);
