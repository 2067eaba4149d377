"""The one place where the parts are joined: a workstation's files and desk, central, and the programs beside."""
