"""The parts of the step Knows: adding, what is going on, what is read, typed answers, trying out, gaps."""
