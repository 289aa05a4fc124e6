# What `cmake --install` puts where, and the .deb that CPack makes of it (`make install`, `make deb`).
#
# Component `coffer` is the program, the one that it runs scripts in, and the manual; it is what the .deb holds. Component
# `demo` is the stand-in cloud that `coffer demo` starts: a server that plays AWS belongs on no machine that did not ask for
# it, so the package leaves it out.
include(GNUInstallDirs)
set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME coffer)

install(TARGETS coffer RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT coffer)
install(TARGETS coffer-sandbox RUNTIME DESTINATION libexec/coffer COMPONENT coffer)
install(FILES docs/coffer.links.schema.json DESTINATION ${CMAKE_INSTALL_DATADIR}/coffer COMPONENT coffer)
install(FILES README.md docs/cli.md docs/aws.md docs/threat-model.md docs/vault-format.md
        DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT coffer)
install(FILES cmake/package/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT coffer)

# Man pages and completions are written by `coffer` itself (target `manual`), laid out below share/ as they are installed.
# Debian wants manual pages and the changelog compressed, the same bytes each time (Debian Policy 12.1, 12.3, 12.7).
install(DIRECTORY "${CMAKE_BINARY_DIR}/share/" DESTINATION ${CMAKE_INSTALL_DATADIR} COMPONENT coffer OPTIONAL)
find_program(GZIP gzip REQUIRED)
configure_file(cmake/package/changelog.in package/changelog @ONLY)
install(FILES "${CMAKE_BINARY_DIR}/package/changelog" DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT coffer
        RENAME changelog.Debian)
install(CODE "
  set(prefix \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}\")
  file(GLOB pages \"\${prefix}/${CMAKE_INSTALL_MANDIR}/man1/coffer*.1\")
  foreach(text \${pages} \"\${prefix}/${CMAKE_INSTALL_DOCDIR}/changelog.Debian\")
    execute_process(COMMAND \"${GZIP}\" -9nf \"\${text}\" COMMAND_ERROR_IS_FATAL ANY)
  endforeach()" COMPONENT coffer)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME coffer)
set(CPACK_PACKAGE_VENDOR "Coffer")
set(CPACK_PACKAGE_CONTACT "Coffer maintainers <maintainers@coffer.example>")
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE
    WORLD_READ WORLD_EXECUTE)
set(CPACK_COMPONENTS_ALL coffer)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_COFFER_PACKAGE_NAME coffer)
set(CPACK_DEBIAN_COFFER_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COFFER_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)  # Depends: what the program links, as dpkg-shlibdeps finds it
set(CPACK_DEBIAN_COFFER_PACKAGE_DEPENDS "libcurl4 (>= 7.88.0)")  # for options, which are no symbols
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "ca-certificates, libsecret-1-0")  # the keyring's library is loaded on first use
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "sends HTTP requests that carry secrets, without keeping them")
set(CPACK_DEBIAN_COFFER_DESCRIPTION "A request, or a whole Postman collection, says {{vault:stripe-key}}. When it
is sent, Coffer takes the value from the encrypted local vault, or live from
AWS Secrets Manager, puts it into the request, and forgets it. What it
prints, logs and reports has the reference where the value was.")
include(CPack)
