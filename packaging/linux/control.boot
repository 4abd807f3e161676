Package: sower-boot
Version: @version@
Architecture: @architecture@
Installed-Size: @size@
Maintainer: Sower <sower@sower.invalid>
Section: admin
Priority: optional
Enhances: sower
Description: what machines start from over the network to be written by Sower
 Kernel, loaders and an initial file system with Sower's agent and Java in it,
 made of packages of Debian that the file copyright names. Handed out by
 "sower boot" and "sower deploy --boot".
