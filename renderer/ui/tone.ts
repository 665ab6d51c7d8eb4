/** The few meanings of colour. Each is always said in words too; violet belongs to one state alone. */
export type Tone = 'ink' | 'petrol' | 'moss' | 'amber' | 'brick' | 'violet';
