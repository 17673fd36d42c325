"""What is printed for people outside: the questions for readers of a study, and the exam for a clinician."""
