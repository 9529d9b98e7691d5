/** Cheaper than `expect`, which histories would call a million times. */
export function hold(
	isSo: boolean,
	otherwise: string,
	Kind: new (text: string) => Error = Error,
): void {
	if (!isSo) throw new Kind(otherwise);
}
