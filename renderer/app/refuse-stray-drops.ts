/** A file that nobody takes is not dropped: the browser would leave the page to show it. */
export function refuseStrayDrops(): void {
  window.addEventListener('dragover', (event) => {
    if (event.defaultPrevented || event.dataTransfer === null) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'none';
  });
  window.addEventListener('drop', (event) => event.preventDefault());
}
