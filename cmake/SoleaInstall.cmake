# What `cmake --install` puts where: the program, the libraries, and a package that find_package()s.
