# Man pages and completion scripts, written by `coffer` itself from the tree that --help prints, and laid out below share/
# as they are installed (cmake/Install.cmake).
set(share "${CMAKE_BINARY_DIR}/share")
set(manual_files "${share}/man/man1/coffer.1" "${share}/bash-completion/completions/coffer"
    "${share}/zsh/vendor-completions/_coffer" "${share}/fish/vendor_completions.d/coffer.fish")
add_custom_command(
  OUTPUT ${manual_files}
  COMMAND ${CMAKE_COMMAND} -E rm -rf "${share}"
  COMMAND ${CMAKE_COMMAND} -E make_directory "${share}/bash-completion/completions" "${share}/zsh/vendor-completions"
          "${share}/fish/vendor_completions.d"
  COMMAND coffer man --all "${share}/man/man1"
  COMMAND coffer completion bash > "${share}/bash-completion/completions/coffer"
  COMMAND coffer completion zsh > "${share}/zsh/vendor-completions/_coffer"
  COMMAND coffer completion fish > "${share}/fish/vendor_completions.d/coffer.fish"
  DEPENDS coffer
  COMMENT "Writing man pages and completions"
  VERBATIM)
add_custom_target(manual ALL DEPENDS ${manual_files})
