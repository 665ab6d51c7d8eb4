const programs = `exe com scr pif cpl dll ocx sys drv msi msp mst msix msixbundle appx appxbundle appinstaller gadget
  jar jnlp air xbap application appref-ms app command tool workflow action osax prefpane saver qlgenerator kext bundle
  dylib pkg mpkg deb rpm snap flatpak flatpakref appimage run bin elf so ko out apk ipa xpi crx vsix swf`;

const scripts = `bat cmd btm vb vbe vbs js jse mjs cjs ws wsc wsf wsh hta sct shb shs ps1 ps1xml ps2 ps2xml psc1 psc2 psd1
  psm1 pssc cdxml msh msh1 msh2 mshxml sh bash zsh csh ksh fish py pyc pyo pyw pyz pl pm rb php phtml lua tcl ahk au3
  scpt scptd applescript terminal fxp prg bas vsmacros`;

/** They name another thing, and the system goes there or changes itself. */
const pointersAndSettings = `lnk url website webloc inetloc fileloc afploc ftploc desktop scf inf reg ins isp job msc
  settingcontent-ms appcontent-ms library-ms search-ms searchconnector-ms theme themepack deskthemepack diagcab diagcfg
  diagpkg mobileconfig rdp rdg printerexport xnk chm hlp`;

/** Documents with macros, and ones that fetch and run what they name. */
const documents = `docm dotm xlsm xltm xlam xla xll xlsb pptm potm ppam ppsm sldm wll wiz ppa slk iqy oqy rqy accda accde
  accdr accdu ade adp mad maf mag mam maq mar mas mat mau mav maw mda mdb mde mdt mdw mdz`;

/** They run scripts in a browser, with the rights of a file of this computer. */
const pages = 'htm html shtml xhtml xht mht mhtml svg svgz';

/** The system mounts them, and what is inside carries no mark any more. */
const images = 'iso img vhd vhdx udf dmg toast sparseimage sparsebundle';

/** Lower case, without the dot. */
export const dangerousExtensions: ReadonlySet<string> = new Set(
  [programs, scripts, pointersAndSettings, documents, pages, images].flatMap((list) => list.split(/\s+/)),
);

/** In front of the last extension they serve to be read for it. `com` is not among them: so many addresses end in it. */
export const disguisedExtensions: ReadonlySet<string> = new Set(
  'exe scr pif cpl msi bat cmd vbe vbs js jse wsf hta ps1 jar lnk url app command desktop'.split(' '),
);
