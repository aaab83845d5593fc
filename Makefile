# Every target is ./run's verb of the same name. ARGS are passed on: make test ARGS='-m "not browser"'
demo test check test-full bench messages:
	@./run $@ $(ARGS)

.PHONY: demo test check test-full bench messages
