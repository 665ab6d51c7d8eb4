/** Room on the disk that holds the data folder. */
export interface DiskSpace {
  freeBytes(): Promise<number>;
}
