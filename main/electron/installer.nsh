; What electron-builder's installer for Windows does besides its own: docs/packaging.md. Mailroom itself puts the entry
; into the Send to menu of each of its users (offer-send-to.ts); whoever removes Mailroom loses theirs with it.

!macro customUnInstall
  ${ifNot} ${isUpdated}
    Delete "$SENDTO\Mailroom.lnk"
  ${endIf}
!macroend
