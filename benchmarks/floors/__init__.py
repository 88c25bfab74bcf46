"""The floors: for each job, a program that does the least it could need, as fast as its parts allow."""
